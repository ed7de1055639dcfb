//! The counting allocator while the calling thread is measured: a flag, a thread-local byte, and the thread's own ledger.
//!
//! On two threads, both are threads of one measurement, so what is live is one number that both change, which is what a peak over
//! all threads takes.

use crate::pairs;
use crate::two_threads::TwoThreads;
use count_allocations::CountingAllocator;
use count_allocations::parts::{CountedThread, Opened};
use declaration::Prepared;

// ANCHOR: work
/// On one thread. Counting is turned on directly, because `count` would ask for the allocator as the global one.
#[inline(never)]
pub fn one_thread() -> u64 {
    let _open = Opened::now(); // heap: elided
    let _counted = CountedThread::alone(); // heap: elided
    pairs::make_and_free(&CountingAllocator, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let open = Opened::now(); // heap: elided
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || {
        // heap: 1
        let _open = &open;
        both.call()
    })
}

#[inline(never)]
fn each_thread() -> u64 {
    let _counted = CountedThread::together(); // heap: elided
    pairs::make_and_free(&CountingAllocator, pairs::EACH_THREAD)
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("pairs through the gate, counting", one_thread)
    .answers(|_| crate::pairs::ONE_THREAD)
    .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_gate_on", "pairs on two threads, gate counting", prepared(two_threads))
        .without_size()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
