//! How much did the program ask for, and how much of the memory is the profiler's own?
//!
//! The profiler's counters are summed by thread and lag behind, and its tables are in none of them. This allocator stands around the
//! profiler's: what is asked for while one of its calls is still open is asked for by the profiler itself.

#![allow(unsafe_code, reason = "`GlobalAlloc` is an unsafe trait, and each of its functions is")]

use pprof_alloc::{DEFAULT_PPROF_SAMPLE_RATE, PprofAlloc};
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The system's allocator, with stacks recorded and blocks counted: declare it as the program's `#[global_allocator]`.
pub struct Allocator(PprofAlloc);

impl Allocator {
    /// Records one allocation in 524288 requested bytes on average, or in as many as `PPROF_ALLOC_SAMPLE_RATE` says when the program begins.
    pub const fn new() -> Self {
        Self(PprofAlloc::new().with_pprof_sample_rate_from_env(DEFAULT_PPROF_SAMPLE_RATE))
    }

    /// Records one allocation in so many requested bytes on average, whatever the environment says; 1 is every allocation, 0 none.
    pub const fn with_rate(bytes: usize) -> Self {
        Self(PprofAlloc::new().with_pprof_sample_rate(bytes))
    }
}

impl Default for Allocator {
    fn default() -> Self {
        Self::new()
    }
}

/// Blocks and bytes since the start. A reallocation frees a block and makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    /// Blocks made.
    pub(crate) mallocs: u64,
    /// Blocks freed.
    pub(crate) frees: u64,
    /// Bytes of the blocks made, as they were asked for.
    pub(crate) allocated: u64,
    /// Bytes of the blocks freed.
    pub(crate) freed: u64,
}

/// What the program asked for, the heap endpoints included.
pub(crate) fn of_the_program() -> Counts {
    PROGRAM.read()
}

/// What the profiler asked for itself.
pub(crate) fn of_the_profiler() -> Counts {
    PROFILER.read()
}

/// Counts what `work` asks for, and what it frees, as the profiler's.
pub(crate) fn as_the_profiler<T>(work: impl FnOnce() -> T) -> T {
    inside(|_| work())
}

static PROGRAM: Counters = Counters::new();
static PROFILER: Counters = Counters::new();

struct Counters {
    mallocs: AtomicU64,
    frees: AtomicU64,
    allocated: AtomicU64,
    freed: AtomicU64,
}

impl Counters {
    const fn new() -> Self {
        Self {
            mallocs: AtomicU64::new(0),
            frees: AtomicU64::new(0),
            allocated: AtomicU64::new(0),
            freed: AtomicU64::new(0),
        }
    }

    fn read(&self) -> Counts {
        // What was freed first: a block that is made and freed in between then makes no difference below zero.
        let (frees, freed) = (self.frees.load(Relaxed), self.freed.load(Relaxed));
        Counts { mallocs: self.mallocs.load(Relaxed), frees, allocated: self.allocated.load(Relaxed), freed }
    }

    fn made(&self, block: *mut u8, bytes: usize) {
        if !block.is_null() {
            self.mallocs.fetch_add(1, Relaxed);
            self.allocated.fetch_add(bytes as u64, Relaxed);
        }
    }

    fn freed(&self, bytes: usize) {
        self.frees.fetch_add(1, Relaxed);
        self.freed.fetch_add(bytes as u64, Relaxed);
    }
}

thread_local! {
    /// Whether a call of the allocator is open in this thread.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs a call of the allocator, with the counters of the one who makes it.
fn inside<T>(call: impl FnOnce(&Counters) -> T) -> T {
    let was_inside = INSIDE.replace(true);
    let result = call(if was_inside { &PROFILER } else { &PROGRAM });
    INSIDE.set(was_inside);
    result
}

// SAFETY: every call is passed on as it came, and what is counted does not touch the blocks.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        inside(|counters| {
            // SAFETY: the caller's promises are the inner allocator's conditions.
            let block = unsafe { self.0.alloc(layout) };
            counters.made(block, layout.size());
            block
        })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        inside(|counters| {
            // SAFETY: the caller's promises are the inner allocator's conditions.
            let block = unsafe { self.0.alloc_zeroed(layout) };
            counters.made(block, layout.size());
            block
        })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        inside(|counters| {
            counters.freed(layout.size());
            // SAFETY: the caller's promises are the inner allocator's conditions.
            unsafe { self.0.dealloc(block, layout) };
        });
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        inside(|counters| {
            // SAFETY: the caller's promises are the inner allocator's conditions.
            let moved = unsafe { self.0.realloc(block, layout, new_size) };
            if !moved.is_null() {
                counters.freed(layout.size());
                counters.made(moved, new_size);
            }
            moved
        })
    }
}
