//! `collect` behind a filter: the lower bound of the length is zero, so the block grows as it does by pushes.
//!
//! How many pass is known when all have been looked at, not before. The upper bound, which is known, is not used.

use crate::work::sum;

// ANCHOR: run
/// Collects every second number of a range of twice the size, halved.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let even = (0..2 * size as u64).filter(|number| number % 2 == 0);
    let numbers: Vec<u64> = even.map(|number| number / 2).collect(); // heap: 1, may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("every second number, collected", sized(run))
    .at(&[1_000])
    .answers(crate::work::answer)
    .exact(|size| crate::grown(crate::WORD, 4, size))
    .against("extended_filter_with_capacity");
