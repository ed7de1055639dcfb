//! The counter that projects write for such a test: one number for the process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[global_allocator]
static ALLOCATOR: Counter = Counter;

struct Counter;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every method passes its arguments unchanged to the system allocator.
unsafe impl GlobalAlloc for Counter {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
        unsafe { System.dealloc(block, layout) }
    }
}

pub(super) fn assert_nothing(work: fn()) {
    let before = ALLOCATIONS.load(Relaxed);
    work();
    assert_eq!(ALLOCATIONS.load(Relaxed) - before, 0);
}
