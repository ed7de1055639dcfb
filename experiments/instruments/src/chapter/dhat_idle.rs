//! dhat's allocator while no profiler runs: it takes a process-wide lock on every call to see that there is nothing to do.

use crate::Prepared;
use crate::chapter::pairs;
use crate::chapter::two_threads::TwoThreads;
use dhat::Alloc;

// ANCHOR: work
/// On one thread.
#[inline(never)]
pub fn one_thread() -> u64 {
    pairs::make_and_free(&Alloc, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || both.call()) // heap: 1
}

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&Alloc, pairs::EACH_THREAD)
}
