//! `collect` from an iterator that gives nothing: no block, whatever its hint is.
//!
//! The first element is fetched before the hint is asked for and before anything is allocated. Where there is none, the result is `Vec::new()`.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers whose square ends in a seven; there is none.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = (0..size as u64).filter(|number| number * number % 10 == 7).collect(); // heap: 1, may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("nothing, collected", sized(run))
    .at(&[1_000])
    .answers(|_| 0)
    .exact(|_| declaration::Exact::NONE)
    .against("extended_filter_with_capacity");
