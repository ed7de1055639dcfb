//! The gate while the calling thread is measured: the thread-local byte, `stats_alloc`'s counters, and the ledger of live bytes.
//!
//! On one thread the ledger is thread-local. On two, both are threads of one measurement, so the ledger is shared: its live
//! bytes are one number that both change, which is what a peak over all threads takes.

use crate::pairs;
use crate::two_threads::TwoThreads;
use crate::gate::{Counting, Mode};
use crate::{Gate, Prepared};

// ANCHOR: work
/// On one thread. Counting is turned on directly, because `count` would ask for the gate as the global allocator.
#[inline(never)]
pub fn one_thread() -> u64 {
    let _counting = Counting::start(Mode::Alone);
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
    let _counting = Counting::start(Mode::Shared);
    pairs::make_and_free(&Gate, pairs::EACH_THREAD)
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("pairs through the gate, counting", one_thread).answers(|_| crate::pairs::ONE_THREAD)
            .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant = declaration::variant!("two_threads_gate_on", "pairs on two threads, gate counting", prepared(two_threads)).without_size()
            .answers(|_| 2 * crate::pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(crate::INSTRUMENT);
