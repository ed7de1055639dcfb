//! What a reader's own test looks like where the program has an allocator of its own: the counter goes around it.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

use count_allocations::{CountingAround, Counts, assert_allocations};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

// ANCHOR: test
#[global_allocator]
static ALLOCATOR: CountingAround<OwnAllocator> = CountingAround(OwnAllocator);

#[test]
fn a_vector_takes_one_block() {
    assert_allocations(Counts::once(800), || drop(std::hint::black_box(Vec::<u64>::with_capacity(100))));
}
// ANCHOR_END: test

/// Stands for mimalloc, jemalloc and their like.
struct OwnAllocator;

/// Blocks that it made.
static MADE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every method passes its arguments unchanged to the system allocator.
unsafe impl GlobalAlloc for OwnAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        MADE.fetch_add(1, Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
        unsafe { System.dealloc(block, layout) }
    }
}

#[test]
fn every_block_is_the_inner_allocators() {
    let before = MADE.load(Relaxed);
    drop(std::hint::black_box(Box::new(7_u64)));
    assert!(MADE.load(Relaxed) > before);
}
