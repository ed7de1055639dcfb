//! And the third: both threads own the numbers, through an `Arc`, at the price of one more block.

use std::sync::Arc;

// ANCHOR: sharing_thread
/// Another thread sums an array that both threads own.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = Arc::new([1_u64, 4, 9, 16]); // heap: 1
    let theirs = Arc::clone(&numbers);
    let sum = count_allocations::spawn(move || theirs.iter().sum()); // heap: 1, may
    sum.join().unwrap_or(0)
}
// ANCHOR_END: sharing_thread

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a thread shares the array by Arc", run)
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE))
    .against(declaration::ITSELF)
    .answers(|_| 30)
    .exact(|_| declaration::thread::started(CLOSURE, &[OWNERS + crate::ARRAY]));

/// Bytes of the two counts in the block of an `Arc`.
const OWNERS: u64 = 16;

/// Bytes of the closure, which captures a pointer to the array.
const CLOSURE: u64 = declaration::thread::COUNTED_CLOSURE + 8;
