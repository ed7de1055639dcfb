//! `sort_unstable` sorts in place, whatever the length.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    numbers.sort_unstable(); // heap: none
    numbers[numbers.len() / 2]
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 1009, _>(|index| index as u64 * 37 % 1009))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`sort_unstable` of 1009", run).answers(|_| 504).exact(|_| declaration::Exact::NONE);
