//! The other way out: the thread gets a copy of its own, so there is nothing to borrow.
//!
//! The array is moved into the closure, and the closure into the block that starts the thread: the same number of blocks, more bytes.

// ANCHOR: moving_thread
/// Another thread sums a copy of an array.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = [1_u64, 4, 9, 16];
    let sum = count_allocations::spawn(move || numbers.iter().sum()); // heap: 1, may
    sum.join().unwrap_or(0)
}
// ANCHOR_END: moving_thread

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a thread gets a copy of the array", run)
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE))
    .against(declaration::ITSELF)
    .answers(|_| 30)
    .exact(|_| declaration::thread::started(CLOSURE, &[]));

/// Bytes of the closure, which captures the array.
const CLOSURE: u64 = declaration::thread::COUNTED_CLOSURE + crate::ARRAY;
