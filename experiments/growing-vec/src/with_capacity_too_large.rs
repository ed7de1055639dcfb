//! A guess that is ten times too high: one block, ten times as large as needed.
//!
//! The unused part is asked for and never written.

use crate::work::sum;

// ANCHOR: run
/// Makes room for ten times the numbers, then pushes them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(10 * size); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::with_capacity(10 * size)", sized(run))
    .at(&[1_000])
    .answers(crate::work::answer)
    .exact(|size| crate::one_block(10 * size));
