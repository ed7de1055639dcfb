//! A `Vec` consumed without its first elements: the block is used again, and the others move to its beginning.
//!
//! So do `take`, `take_while`, `skip_while`, `map_while`, `filter_map`, `enumerate`, `zip`, `scan` and `inspect`: each gives at most an
//! element for each that it takes, from the front.

use crate::work::sum;

// ANCHOR: run
/// Collects all numbers but the first of twice as many.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let all: Vec<u64> = (0..2 * size as u64).collect(); // heap: 1
    let numbers: Vec<u64> = all.into_iter().skip(size).map(|number| number - size as u64).collect(); // heap: elided
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, its first half skipped", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::one_block(2 * size))
        .against("consumed_filtered");
