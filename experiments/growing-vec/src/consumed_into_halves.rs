//! Pairs of words consumed and mapped to single words: the block is used again, and the new `Vec` has room for twice as many.
//!
//! The new element is smaller, its alignment is the same, and its size divides that of the old one, so the block need not change.

use crate::work::sum;

// ANCHOR: run
/// Collects the first word of each pair.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let pairs: Vec<[u64; 2]> = (0..size as u64).map(|number| [number, 7]).collect(); // heap: 1
    let numbers: Vec<u64> = pairs.into_iter().map(|[number, _]| number).collect(); // heap: elided
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec of pairs consumed, the halves collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::one_block(2 * size))
        .against("collected_in_place");
