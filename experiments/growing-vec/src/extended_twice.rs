//! The same two ranges by one `extend` each: the second finds too little room, and asks for the larger of what is needed and twice the capacity.

use crate::work::sum;

// ANCHOR: run
/// Extends by the lower, then by the upper half of the numbers.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let (half, size) = (size as u64 / 2, size as u64);
    let mut numbers = Vec::new();
    numbers.extend(0..half); // heap: may
    numbers.extend(half..size); // heap: may
    sum(&numbers)
}
// ANCHOR_END: run
