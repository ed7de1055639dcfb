//! The system allocator alone: on Linux with glibc, `malloc` and `free`. The others are compared with it.

use crate::pairs;
use crate::two_threads::TwoThreads;
use declaration::Prepared;
use std::alloc::System;

// ANCHOR: work
/// On one thread.
#[inline(never)]
pub fn one_thread() -> u64 {
    pairs::make_and_free(&System, pairs::ONE_THREAD)
}
// ANCHOR_END: work

/// On two threads at once.
pub fn two_threads(_: usize) -> Prepared {
    let mut both = TwoThreads::new(each_thread);
    Box::new(move || both.call()) // heap: 1
}

#[inline(never)]
fn each_thread() -> u64 {
    pairs::make_and_free(&System, pairs::EACH_THREAD)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("pairs through the system allocator", one_thread)
        .answers(|_| crate::pairs::ONE_THREAD)
        .uncounted(crate::INSTRUMENT);

pub(crate) static TWO_THREADS: declaration::Variant =
    declaration::variant!("two_threads_system", "pairs on two threads, system allocator", prepared(two_threads))
        .without_size()
        .answers(|_| 2 * crate::pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(crate::INSTRUMENT);
