//! The same guess, and `shrink_to_fit` when the number is known: a reallocation to the exact size.

use crate::work::sum;

// ANCHOR: run
/// Makes room for ten times the numbers, pushes them, and gives the rest back.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(10 * size); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    numbers.shrink_to_fit(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run
