//! A `Vec` consumed from its end and collected: a block of its own.
//!
//! The new elements would be written over those at the front, which have not been read. `Vec::reverse` keeps the block.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers in reverse.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = (0..size as u64).collect(); // heap: 1
    let numbers: Vec<u64> = numbers.into_iter().rev().collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed in reverse, collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| declaration::Exact::together(2, size as u64 * crate::WORD + size as u64 * crate::WORD))
        .against("collected_in_place");
