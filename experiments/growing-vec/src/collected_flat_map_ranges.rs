//! `collect` behind a `flat_map` into ranges of four: the same numbers, and the length is not known.
//!
//! Each range knows its length when it exists, but those to come do not exist yet.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers in ranges of four.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = (0..size as u64 / 4).flat_map(|chunk| 4 * chunk..4 * chunk + 4).collect(); // heap: 1, may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("flat_map into ranges of four, collected", sized(run))
        .at(&[8, 1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::grown(crate::WORD, 4, size));
