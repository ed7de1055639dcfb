//! The `Vec` is returned by value: the header is copied into the caller's frame, the elements stay in their block.
//!
//! So returning it costs no allocation beside those of the pushes.

use crate::work::sum;

// ANCHOR: constructor
#[inline(never)]
fn numbers_below(size: usize) -> Vec<u64> {
    let mut numbers = Vec::new();
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    numbers
}
// ANCHOR_END: constructor

/// Gets the `Vec` and adds its numbers up.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    sum(&numbers_below(size))
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec, returned by value", sized(run))
    .at(&[4, 5])
    .against(declaration::ITSELF)
    .answers(crate::work::answer)
    .exact(|size| crate::grown(crate::WORD, 4, size));
