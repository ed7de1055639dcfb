//! `collect` behind a `flat_map` into arrays: the length of an array is part of its type, so the whole length is known.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers in arrays of four.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> =
        (0..size as u64 / 4).flat_map(|chunk| [4 * chunk, 4 * chunk + 1, 4 * chunk + 2, 4 * chunk + 3]).collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("flat_map into [u64; 4], collected", sized(run))
        .at(&[8, 1_000])
        .answers(crate::work::answer)
        .exact(crate::one_block);
