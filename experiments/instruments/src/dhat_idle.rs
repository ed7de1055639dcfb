//! dhat's allocator while no profiler runs: it takes a process-wide lock on every call to see that there is nothing to do.

use crate::pairs;
use crate::two_threads::TwoThreads;
use declaration::Prepared;
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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("pairs through dhat, no profiler running", one_thread)
        .answers(|_| crate::pairs::ONE_THREAD)
        .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_dhat_idle", "pairs on two threads, dhat idle", prepared(two_threads))
        .without_size()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
