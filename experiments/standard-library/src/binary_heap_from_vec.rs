//! A `BinaryHeap` out of a `Vec` keeps its block, and so does the sorted `Vec` out of the heap.

use std::collections::BinaryHeap;

// ANCHOR: run
/// One block, the first `Vec`'s.
#[inline(never)]
pub fn run() -> u64 {
    let numbers: Vec<u64> = (0..10).map(|number| number * 7 % 10).collect(); // heap: 1
    let mut heap = BinaryHeap::from(numbers); // heap: none
    let largest = heap.pop().unwrap_or(0);
    let sorted = heap.into_sorted_vec(); // heap: none
    largest * 10 + sorted[3]
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`BinaryHeap` from a `Vec`, then sorted", run)
    .answers(|_| 93)
    .exact(|_| declaration::Exact::once(80));
