//! Words consumed and mapped to pairs: a larger element does not fit the place of a smaller one, so the new `Vec` gets a block of its own.
//!
//! That is decided by the types. A filter that lets few pass changes nothing.

use crate::work::sum;

// ANCHOR: run
/// Collects each number with a zero.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = (0..size as u64).collect(); // heap: 1
    let pairs: Vec<[u64; 2]> = numbers.into_iter().map(|number| [number, 0]).collect(); // heap: 1
    sum(pairs.as_flattened())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec consumed, pairs collected", sized(run))
    .at(&[1_000])
    .answers(crate::work::answer)
    .exact(|size| declaration::Exact::together(2, size as u64 * crate::WORD + 2 * size as u64 * crate::WORD))
    .against("collected_in_place");
