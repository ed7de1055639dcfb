//! The counting allocator while nothing is measured: one flag is read, then the system allocator is called.

use crate::pairs;
use crate::two_threads::TwoThreads;
use count_allocations::CountingAllocator;
use declaration::Prepared;

// ANCHOR: work
/// On one thread.
#[inline(never)]
pub fn one_thread() -> u64 {
    pairs::make_and_free(&CountingAllocator, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || both.call()) // heap: 1
}

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&CountingAllocator, pairs::EACH_THREAD)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("pairs through the gate, not counting", one_thread)
        .answers(|_| crate::pairs::ONE_THREAD)
        .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_gate_off", "pairs on two threads, gate not counting", prepared(two_threads))
        .without_size()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
