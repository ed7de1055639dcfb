//! `stats_alloc` without the gate: two locked additions a call, whoever calls.
//!
//! With two threads, the counters' cache line travels between two processors.

use crate::Prepared;
use crate::chapter::pairs;
use crate::chapter::two_threads::TwoThreads;
use stats_alloc::INSTRUMENTED_SYSTEM;

// ANCHOR: work
/// On one thread.
#[inline(never)]
pub fn one_thread() -> u64 {
    pairs::make_and_free(&INSTRUMENTED_SYSTEM, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || both.call()) // heap: 1
}

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&INSTRUMENTED_SYSTEM, pairs::EACH_THREAD)
}
