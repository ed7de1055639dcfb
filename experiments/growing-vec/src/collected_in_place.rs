//! A `Vec` consumed, mapped, and collected into another of the same element size: the block is used again.
//!
//! The standard library writes the results over the elements that were read already, and keeps the block.
//! It does so where the new elements have the alignment of the old ones and are no larger, and every adapter in between gives at most one
//! element for each that it takes, from the front; the `consumed_` variants show each condition.

use crate::work::sum;

// ANCHOR: run
/// Makes the numbers, raised by one, and lowers them in a second `Vec`.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let raised: Vec<u64> = (1..=size as u64).collect(); // heap: 1
    let numbers: Vec<u64> = raised.into_iter().map(|number| number - 1).collect(); // heap: elided
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, mapped and collected", sized(run))
        .at(&[8, 1_000])
        .against(declaration::ITSELF)
        .answers(crate::work::answer)
        .exact(crate::one_block);
