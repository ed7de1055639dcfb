//! The gate while the calling thread is not measured: one thread-local byte is read, then the system allocator is called.

use crate::Gate;
use crate::Prepared;
use crate::chapter::pairs;
use crate::chapter::two_threads::TwoThreads;

// ANCHOR: work
/// On one thread.
#[inline(never)]
pub fn one_thread() -> u64 {
    pairs::make_and_free(&Gate, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || both.call()) // heap: 1
}

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&Gate, pairs::EACH_THREAD)
}
