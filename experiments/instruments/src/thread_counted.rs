//! A thread started through [`count_allocations::spawn`] inside a measurement is part of it.

use declaration::thread::{COUNTED_CLOSURE, freed_by_the_thread, started};
use std::hint::black_box;

// ANCHOR: run
/// The box on the new thread, and what the standard library asks for to start a thread.
#[inline(never)]
pub fn run() -> u64 {
    let child = count_allocations::spawn(|| *black_box(Box::new(41_u64)) + 1); // heap: 2, may
    child.join().unwrap_or_default()
}
// ANCHOR_END: run

// The box on the new thread is freed there, inside the closure that is counted.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box on a thread of `count_allocations::spawn`", run)
        .against(declaration::ITSELF)
        .answers(|_| 42)
        .exact(|_| started(COUNTED_CLOSURE, &[8]))
        .starts_threads(1)
        .beside_the_global_allocator(1)
        .in_uncounted_threads(|_| freed_by_the_thread(COUNTED_CLOSURE));
