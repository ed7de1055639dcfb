//! The same by `reserve_exact`: a reallocation for every chunk but the first.
//!
//! Each block is full when its chunk is in it, so the requested bytes grow with the square of the number of chunks.

use crate::work::sum;

// ANCHOR: run
/// Reserves exactly the room for four numbers and pushes them, until all are there.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    for chunk in 0..size as u64 / 4 {
        numbers.reserve_exact(4); // heap: may
        for number in 4 * chunk..4 * chunk + 4 {
            numbers.push(number); // heap: may
        }
    }
    sum(&numbers)
}
// ANCHOR_END: run
