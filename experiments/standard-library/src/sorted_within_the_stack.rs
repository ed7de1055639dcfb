//! A stable sort whose scratch space is at most 4096 bytes takes it from the stack.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    numbers.sort(); // heap: may
    numbers[numbers.len() / 2]
}

/// No block, for 503 numbers of 8 bytes.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 503, _>(|index| index as u64 * 37 % 503))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`sort` of 503", run).answers(|_| 251).exact(|_| declaration::Exact::NONE);
