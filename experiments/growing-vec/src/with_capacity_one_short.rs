//! A guess that is one too low: a second block, and nearly twice the memory, for one element.
//!
//! The rule of growth does not know that only one more comes.

use crate::work::sum;

// ANCHOR: run
/// Makes room for all but one of the numbers, then pushes them all.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(size - 1); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::with_capacity(size - 1)", sized(run))
    .at(&[8, 1_000])
    .answers(crate::work::answer)
    .exact(|size| crate::grown(crate::WORD, size - 1, size));
