//! And the third: both threads own the numbers, through an `Arc`, at the price of one more block.

use std::sync::Arc;

// ANCHOR: sharing_thread
/// Another thread sums an array that both threads own.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = Arc::new([1_u64, 4, 9, 16]); // heap: 1
    let theirs = Arc::clone(&numbers);
    let sum = instruments::spawn(move || theirs.iter().sum()); // heap: 1, may
    sum.join().unwrap_or(0)
}
// ANCHOR_END: sharing_thread
