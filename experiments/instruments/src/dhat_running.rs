//! dhat's allocator while a profiler runs: it walks the stack and looks the call site up, on every call, under its lock.
//!
//! The profiler is started beforehand and stopped when the case is over.

use crate::pairs;
use crate::two_threads::TwoThreads;
use declaration::Prepared;
use dhat::{Alloc, Profiler};

// ANCHOR: work
/// On one thread.
pub fn one_thread(_: usize) -> Prepared {
    let profiler = start();
    Box::new(move || {
        // heap: elided
        let _running = &profiler;
        one_thread_pairs()
    })
}

#[inline(never)]
fn one_thread_pairs() -> u64 {
    pairs::make_and_free(&Alloc, pairs::ONE_THREAD)
}

/// In testing mode, because a profiler outside it writes a file when it stops.
fn start() -> Profiler {
    Profiler::builder().testing().build() // heap: may
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let profiler = start();
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || {
        // heap: 1, may
        let _running = &profiler;
        both.call()
    })
} // heap: may

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&Alloc, pairs::EACH_THREAD)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("pairs through dhat, profiler running", prepared(one_thread))
        .without_size()
        // A profiler that runs is the whole process's.
        .alone()
        .answers(|_| crate::pairs::ONE_THREAD)
        .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_dhat_running", "pairs on two threads, dhat running", prepared(two_threads))
        .without_size()
        // A profiler that runs is the whole process's.
        .alone()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
