//! The counting allocator around another one than the system's.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the allocator inside")]

use crate::ledger::{self, Mode, Open};
use crate::trace;
use stats_alloc::Stats;
use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The global allocator of a program that counts and has an allocator of its own: mimalloc, jemalloc, an arena, a limit.
///
/// It counts what [`CountingAllocator`](crate::CountingAllocator) counts, and every block is the inner allocator's. Where the inner
/// allocator is the system's, [`CountingAllocator`](crate::CountingAllocator) costs less.
///
/// ```standalone_crate
/// use count_allocations::{Counts, CountingAround, count_undisturbed};
/// use std::alloc::System;
///
/// // `System` stands for an allocator of your own.
/// #[global_allocator]
/// static ALLOCATOR: CountingAround<System> = CountingAround(System);
///
/// # fn main() {
/// let (length, counts) = count_undisturbed(|| vec![0_u8; 3].len());
/// assert_eq!((length, counts), (3, Counts::once(3)));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAround<A>(pub A);

// SAFETY: every method passes its arguments unchanged to the allocator inside, and what is entered touches no block.
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAround<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        let block = unsafe { self.0.alloc(layout) };
        if Open::is_any() {
            Self::made(block, layout.size());
        }
        block
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        let block = unsafe { self.0.alloc_zeroed(layout) };
        if Open::is_any() {
            Self::made(block, layout.size());
        }
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // Before the block is freed: from then on another thread may have its memory, and enter that.
        if Open::is_any() {
            Self::freed(layout.size());
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the inner allocator's.
        unsafe { self.0.dealloc(block, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`; every block is the inner allocator's.
        let resized = unsafe { self.0.realloc(block, layout, new_size) };
        if Open::is_any() {
            Self::changed(resized, layout.size(), new_size);
        }
        resized
    }
}

/// Generic, so that they are compiled where a program uses them: in this crate they would change how the compiler inlines the code of
/// `CountingAllocator`, whose instructions the book has counted.
impl<A> CountingAround<A> {
    #[cold]
    #[inline(never)]
    fn made(block: *mut u8, size: usize) {
        match ledger::mode() {
            mode @ (Mode::Alone | Mode::Together) => ledger::enter(|own| own.made(mode, block, size)),
            Mode::Off | Mode::Process => {
                UNCOUNTED.allocations.fetch_add(1, Relaxed);
                UNCOUNTED.net.fetch_add(size as u64, Relaxed);
                ledger::if_process(|process| process.made(block, size));
                ledger::if_traced(|is_counted| trace::asked(trace::Call::Allocation, is_counted, size));
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn freed(size: usize) {
        match ledger::mode() {
            mode @ (Mode::Alone | Mode::Together) => ledger::enter(|own| own.freed(mode, size)),
            Mode::Off | Mode::Process => {
                UNCOUNTED.deallocations.fetch_add(1, Relaxed);
                ledger::if_process(|process| process.freed(size));
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn changed(resized: *mut u8, old: usize, new: usize) {
        match ledger::mode() {
            mode @ (Mode::Alone | Mode::Together) => ledger::enter(|own| own.resized(mode, resized, old, new)),
            Mode::Off | Mode::Process => {
                UNCOUNTED.reallocations.fetch_add(1, Relaxed);
                UNCOUNTED.net.fetch_add(new.saturating_sub(old) as u64, Relaxed);
                ledger::if_process(|process| process.resized(resized, old, new));
                ledger::if_traced(|is_counted| trace::asked(trace::Call::Reallocation, is_counted, new));
            }
        }
    }
}

/// What `stats_alloc` has of the system's allocator.
struct Sums {
    allocations: AtomicU64,
    deallocations: AtomicU64,
    reallocations: AtomicU64,
    net: AtomicU64,
}

static UNCOUNTED: Sums = Sums {
    allocations: AtomicU64::new(0),
    deallocations: AtomicU64::new(0),
    reallocations: AtomicU64::new(0),
    net: AtomicU64::new(0),
};

/// What threads without a ledger did while measurements were open, since the start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uncounted {
    pub(crate) allocations: u64,
    pub(crate) deallocations: u64,
    pub(crate) reallocations: u64,
    /// Sizes of allocations and growth of reallocations.
    pub(crate) net: u64,
}

/// Through [`CountingAround`].
pub(crate) fn uncounted() -> Uncounted {
    Uncounted {
        allocations: UNCOUNTED.allocations.load(Relaxed),
        deallocations: UNCOUNTED.deallocations.load(Relaxed),
        reallocations: UNCOUNTED.reallocations.load(Relaxed),
        net: UNCOUNTED.net.load(Relaxed),
    }
}

impl Uncounted {
    pub(crate) fn since(&self, before: &Self) -> Self {
        Self {
            allocations: self.allocations.wrapping_sub(before.allocations),
            deallocations: self.deallocations.wrapping_sub(before.deallocations),
            reallocations: self.reallocations.wrapping_sub(before.reallocations),
            net: self.net.wrapping_sub(before.net),
        }
    }

    /// Together with what went through `stats_alloc`.
    pub(crate) fn and(&self, system: &Stats) -> Self {
        Self {
            allocations: self.allocations + system.allocations as u64,
            deallocations: self.deallocations + system.deallocations as u64,
            reallocations: self.reallocations + system.reallocations as u64,
            net: self.net.wrapping_add(system.bytes_allocated as u64),
        }
    }
}
