//! `collect` from a mapped range: the iterator knows its length, and the standard library trusts it, so the first block is the last.
//!
//! A range says how many numbers it has, `map` hands that on, and both promise that the number is right (the private trait `TrustedLen`).

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers from a range in reverse, mapped to count up.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let size = size as u64;
    let numbers: Vec<u64> = (0..size).map(|number| size - 1 - number).collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a mapped range, collected", sized(run))
    .at(&[1_000])
    .answers(crate::work::answer)
    .exact(crate::one_block);
