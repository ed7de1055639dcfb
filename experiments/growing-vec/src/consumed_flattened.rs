//! A `Vec` of pairs consumed and flattened: a block of its own, though the old one has the right size.
//!
//! `flatten` and `flat_map` are not among the adapters that pass the block on, whatever they flatten.
//! The length of an array is part of its type, so the new block has the exact size.

use crate::work::sum;

// ANCHOR: run
/// Collects the words of all pairs.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let pairs: Vec<[u64; 2]> = (0..size as u64).map(|number| [number, 0]).collect(); // heap: 1
    let numbers: Vec<u64> = pairs.into_iter().flatten().collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec of pairs consumed, flattened, collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| declaration::Exact::together(2, 2 * 2 * size as u64 * crate::WORD))
        .against("consumed_into_halves");
