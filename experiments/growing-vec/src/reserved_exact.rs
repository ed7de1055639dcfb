//! `reserve_exact`, on a `Vec` without a block: room for exactly what was asked for.

use crate::work::sum;

// ANCHOR: run
/// Reserves room for the numbers and no more, then pushes them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    numbers.reserve_exact(size); // heap: may
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run
