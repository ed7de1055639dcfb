//! Two ranges chained and collected at once: the lengths add up before anything is allocated, so there is one block.

use crate::work::sum;

// ANCHOR: run
/// Collects the lower and the upper half of the numbers.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let (half, size) = (size as u64 / 2, size as u64);
    let numbers: Vec<u64> = (0..half).chain(half..size).collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("two ranges chained, collected", sized(run))
    .at(&[9, 1_000])
    .answers(crate::work::answer)
    .exact(crate::one_block);
