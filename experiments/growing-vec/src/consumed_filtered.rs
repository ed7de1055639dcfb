//! A `Vec` consumed, filtered and collected: the block is used again, whole, however few elements pass.
//!
//! Here one in ten passes, and the new `Vec` has room for all of the old one's. `consumed_shrunk` gives the rest back.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers out of ten times as many.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let all: Vec<u64> = (0..10 * size as u64).collect(); // heap: 1
    let numbers: Vec<u64> = all.into_iter().filter(|number| number % 10 == 0).map(|number| number / 10).collect(); // heap: elided
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, one in ten collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::one_block(10 * size))
        .against("consumed_filtered");
