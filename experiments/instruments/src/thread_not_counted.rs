//! A thread started by the standard library is not part of a measurement: what it allocates is missing from the count.

use declaration::{Exact, thread};
use std::hint::black_box;

// ANCHOR: run
/// What the standard library asks for to start a thread, and not the box on it.
#[inline(never)]
pub fn run() -> u64 {
    let child = std::thread::spawn(|| *black_box(Box::new(41_u64)) + 1); // heap: 2, may
    child.join().unwrap_or_default()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box on a thread of `std::thread::spawn`", run)
        .against(declaration::ITSELF)
        .answers(|_| 42)
        .exact(|_| thread::started(thread::CLOSURE, &[]))
        .starts_threads(1)
        .beside_the_global_allocator(1)
        .in_uncounted_threads(in_uncounted_threads);

/// The new thread makes and frees the box, and frees what it was started with.
fn in_uncounted_threads(_: usize) -> Exact {
    Exact {
        allocations: 1,
        deallocations: 3,
        requested_bytes: 8,
        net_bytes: 8,
        ..thread::freed_by_the_thread(thread::CLOSURE)
    }
}
