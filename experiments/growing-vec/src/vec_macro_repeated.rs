//! `vec![value; size]`: one block of exactly the size, filled.

use crate::work::sum;

// ANCHOR: run
/// Makes as many sevens as asked for.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers = vec![7_u64; size]; // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run
