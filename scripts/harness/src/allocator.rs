//! One allocator for a program that counts, profiles, or does neither.
//!
//! A process has one [`Mode`], set before its first case. Blocks made before that, or in another mode, may be freed in any: every mode
//! rests on the system allocator.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to another allocator")]

use count_allocations::CountingAllocator;
use stats_alloc::INSTRUMENTED_SYSTEM;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;

/// Which allocator a process uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The system allocator alone.
    Plain,
    /// [`CountingAllocator`]: the measuring thread is counted.
    Counting,
    /// [`dhat::Alloc`], which sees the whole process while a profiler runs.
    Heap,
    /// `stats_alloc` alone, which counts the whole process.
    StatsAlloc,
}

static MODE: AtomicU8 = AtomicU8::new(Mode::Plain as u8);

impl Mode {
    /// Makes this the mode of the process.
    pub fn enter(self) {
        MODE.store(self as u8, Relaxed);
    }
}

/// The global allocator of a chapter's test program. Declared by [`chapter!`](crate::chapter), never in a library: beside the code
/// under test, an optimiser would keep the counts of allocations that it removed.
#[derive(Debug, Default)]
pub struct Allocator;

const COUNTING: u8 = Mode::Counting as u8;
const HEAP: u8 = Mode::Heap as u8;
const STATS_ALLOC: u8 = Mode::StatsAlloc as u8;

// SAFETY: every method forwards its arguments unchanged to one allocator, and all of them hand out and take back blocks of the system
// allocator, so that a block may be made in one mode and freed in another.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match MODE.load(Relaxed) {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            COUNTING => unsafe { CountingAllocator.alloc(layout) },
            // SAFETY: as above.
            HEAP => unsafe { dhat::Alloc.alloc(layout) },
            // SAFETY: as above.
            STATS_ALLOC => unsafe { INSTRUMENTED_SYSTEM.alloc(layout) },
            // SAFETY: as above.
            _ => unsafe { System.alloc(layout) },
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        match MODE.load(Relaxed) {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            COUNTING => unsafe { CountingAllocator.alloc_zeroed(layout) },
            // SAFETY: as above.
            HEAP => unsafe { dhat::Alloc.alloc_zeroed(layout) },
            // SAFETY: as above.
            STATS_ALLOC => unsafe { INSTRUMENTED_SYSTEM.alloc_zeroed(layout) },
            // SAFETY: as above.
            _ => unsafe { System.alloc_zeroed(layout) },
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match MODE.load(Relaxed) {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            COUNTING => unsafe { CountingAllocator.dealloc(block, layout) },
            // SAFETY: as above.
            HEAP => unsafe { dhat::Alloc.dealloc(block, layout) },
            // SAFETY: as above.
            STATS_ALLOC => unsafe { INSTRUMENTED_SYSTEM.dealloc(block, layout) },
            // SAFETY: as above.
            _ => unsafe { System.dealloc(block, layout) },
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        match MODE.load(Relaxed) {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
            COUNTING => unsafe { CountingAllocator.realloc(block, layout, new_size) },
            // SAFETY: as above.
            HEAP => unsafe { dhat::Alloc.realloc(block, layout, new_size) },
            // SAFETY: as above.
            STATS_ALLOC => unsafe { INSTRUMENTED_SYSTEM.realloc(block, layout, new_size) },
            // SAFETY: as above.
            _ => unsafe { System.realloc(block, layout, new_size) },
        }
    }
}
