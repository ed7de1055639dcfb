//! The same pushes, and after each the `Vec` is lent to a function that is not inlined.
//!
//! In Go, taking the slice's address changes how `append` is compiled, and with it how often it allocates.
//! Here nothing changes: where the elements are is decided by `Vec`, not by what happens to its address.

use crate::work::sum;
use std::hint::black_box;

// ANCHOR: run
/// Looks at where the header is and where the elements are, as the article's function does.
#[inline(never)]
fn look_at(numbers: &Vec<u64>) {
    black_box((numbers, numbers.as_ptr()));
}

/// Pushes the numbers, and lends the `Vec` after each.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
        look_at(&numbers);
    }
    sum(&numbers)
}
// ANCHOR_END: run
