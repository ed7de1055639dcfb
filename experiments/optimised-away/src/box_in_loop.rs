//! A box for each turn of a loop.
//! Each dies in its turn, so each is removed.

use std::hint::black_box;

// ANCHOR: run
/// A box in each of sixteen turns.
#[inline(never)]
pub fn run() -> u64 {
    let mut sum = 0;
    for turn in 0..16 {
        let boxed = Box::new(black_box(turn)); // heap: elided
        sum += *boxed;
    }
    sum
}
// ANCHOR_END: run
