//! `stats_alloc` without the gate: two locked additions a call, whoever calls.
//!
//! With two threads, the counters' cache line travels between two processors.

use crate::pairs;
use crate::two_threads::TwoThreads;
use declaration::Prepared;
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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("stats_alloc", "pairs through bare stats_alloc", one_thread)
        .answers(|_| crate::pairs::ONE_THREAD)
        .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_stats_alloc", "pairs on two threads, stats_alloc", prepared(two_threads))
        .without_size()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
