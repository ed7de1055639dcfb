//! A thread started through [`count_allocations::spawn`] inside a measurement is part of it.

use declaration::{
    Exact,
    thread::{COUNTED_CLOSURE, PACKET, START, freed_by_the_thread},
};
use std::hint::black_box;

// ANCHOR: run
/// The box on the new thread, and what the standard library asks for to start a thread.
#[inline(never)]
pub fn run() -> u64 {
    let child = count_allocations::spawn(|| *black_box(Box::new(41_u64)) + 1); // heap: 1
    child.join().unwrap_or_default()
}
// ANCHOR_END: run

/// Those three and the box. The packet is freed here, after the join; the box on the new thread, inside its closure.
pub fn exact(_: usize) -> Exact {
    let bytes = START + COUNTED_CLOSURE + PACKET + 8;
    Exact {
        allocations: 4,
        deallocations: 2,
        reallocations: 0,
        requested_bytes: bytes,
        net_bytes: bytes,
        peak_bytes: bytes,
        end_bytes: (START + COUNTED_CLOSURE) as i64,
    }
}

/// The new thread frees what it was started with, outside its closure, where it is not counted.
pub fn in_uncounted_threads(_: usize) -> Exact {
    freed_by_the_thread(COUNTED_CLOSURE)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box on a thread of `count_allocations::spawn`", run)
        .answers(|_| 42)
        .exact(exact)
        .starts_threads(1)
        .beside_the_global_allocator(1)
        .in_uncounted_threads(in_uncounted_threads)
        .untimed();
