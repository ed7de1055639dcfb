//! A `Vec` consumed, chained with one element, and collected: a block of its own, of the exact length.
//!
//! There are more elements than the old block has room for. That a chain might have none to add plays no part.
//! `Vec::push` and `Vec::extend` keep the block, if there is room.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers, the last of them from a second iterator.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let last = size as u64 - 1;
    let others: Vec<u64> = (0..last).collect(); // heap: 1
    let numbers: Vec<u64> = others.into_iter().chain(Some(last)).collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, chained, collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| declaration::Exact::together(2, (2 * size as u64 - 1) * crate::WORD))
        .against("collected_in_place");
