//! The system allocator alone: on Linux with glibc, `malloc` and `free`. The others are compared with it.

use crate::Prepared;
use crate::chapter::pairs;
use crate::chapter::two_threads::TwoThreads;
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
