//! Panicking branches that are not taken: `assert!` with a message, an index, a division.
//!
//! `ratio` is public, so that the optimiser has to expect other callers; of a private function it would know all arguments here,
//! and compute the answer instead.

// ANCHOR: run
/// A number divided by `divisor`, plus the first number.
#[inline(never)]
pub fn ratio(numbers: &[u64], index: usize, divisor: u64) -> u64 {
    assert!(index < numbers.len(), "index {index} of {}", numbers.len()); // heap: none
    numbers[index] / divisor + numbers[0]
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    ratio(&[2, 80], 1, 2)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`assert!`, an index, a division", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
