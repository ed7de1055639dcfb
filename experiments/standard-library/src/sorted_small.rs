//! A stable sort of 20 elements or fewer is an insertion sort: no scratch space.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    numbers.sort(); // heap: elided
    numbers[numbers.len() / 2]
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 19, _>(|index| index as u64 * 7 % 19))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`sort` of 19", run).answers(|_| 9).exact(|_| declaration::Exact::NONE);
