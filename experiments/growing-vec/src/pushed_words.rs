//! Elements of eight bytes pushed into a `Vec` without capacity: the first block has room for four, and each further one for twice as many.
//!
//! So there is one allocation, and a reallocation for every doubling after it.

use crate::work::sum;

// ANCHOR: run
/// Pushes the numbers into a `Vec` that starts without a block.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::new(), a push for each u64", sized(run))
    .answers(crate::work::answer)
    .exact(|size| crate::grown(crate::WORD, 4, size));
