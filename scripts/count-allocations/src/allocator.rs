//! The allocator: which ledger a call is entered in.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

use crate::ledger::{self, Open};
use stats_alloc::INSTRUMENTED_SYSTEM;
use std::alloc::{GlobalAlloc, Layout, System};

/// The global allocator of a program that counts: the system allocator, with a look at every call while a measurement is open.
///
/// Declare it in the program that measures (test, bench or example), not in the crate whose work is measured: beside the code
/// under test, `#[global_allocator]` keeps the optimiser from removing allocations that it removes for the crate's users.
///
/// Blocks may be made while a measurement is open and freed later, or the other way round: every block is the system allocator's.
///
/// ```standalone_crate
/// #[global_allocator]
/// static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;
/// # fn main() { assert_eq!(count_allocations::count(|| vec![0_u8; 3].len()).0, 3) }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator;

// SAFETY: every method passes its arguments unchanged to the system allocator, itself or through `WhileOpen`, which does the same.
unsafe impl GlobalAlloc for CountingAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if Open::is_nothing() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            unsafe { System.alloc(layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.alloc(layout) }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if Open::is_nothing() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            unsafe { System.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.alloc_zeroed(layout) }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if Open::is_nothing() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
            unsafe { System.dealloc(block, layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.dealloc(block, layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if Open::is_nothing() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`; every block is the system allocator's.
            unsafe { System.realloc(block, layout, new_size) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.realloc(block, layout, new_size) }
        }
    }
}

/// The allocator while a measurement is open. Never inlined, so that the code of all other times stays in one piece.
///
/// A counted thread enters its calls in its own ledger.
struct WhileOpen;

// SAFETY: every method passes its arguments unchanged to the system allocator, itself or through `Uncounted`, which does the same.
unsafe impl GlobalAlloc for WhileOpen {
    #[cold]
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !ledger::is_counted() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            return unsafe { Uncounted.alloc(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { System.alloc(layout) };
        ledger::enter(|own| own.made(block, layout.size()));
        block
    }

    #[cold]
    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !ledger::is_counted() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            return unsafe { Uncounted.alloc_zeroed(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { System.alloc_zeroed(layout) };
        ledger::enter(|own| own.made(block, layout.size()));
        block
    }

    #[cold]
    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !ledger::is_counted() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            return unsafe { Uncounted.dealloc(block, layout) };
        }
        // Before the block is freed: from then on another thread may have its memory, and enter that.
        ledger::enter(|own| own.freed(layout.size()));
        // SAFETY: as above; every block is the system allocator's.
        unsafe { System.dealloc(block, layout) }
    }

    #[cold]
    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !ledger::is_counted() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
            return unsafe { Uncounted.realloc(block, layout, new_size) };
        }
        // SAFETY: as above; every block is the system allocator's.
        let resized = unsafe { System.realloc(block, layout, new_size) };
        ledger::enter(|own| own.resized(resized, layout.size(), new_size));
        resized
    }
}

/// The allocator of threads without a ledger, while a measurement is open: `stats_alloc`, which counts the process.
///
/// In a measurement of counted threads that is what happened elsewhere; in one of the whole process it is the measurement.
struct Uncounted;

// SAFETY: every method passes its arguments unchanged to the system allocator, through `stats_alloc`.
unsafe impl GlobalAlloc for Uncounted {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc(layout) };
        ledger::if_process(|process| process.made(block, layout.size()));
        block
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc_zeroed(layout) };
        ledger::if_process(|process| process.made(block, layout.size()));
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        ledger::if_process(|process| process.freed(layout.size()));
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
        unsafe { INSTRUMENTED_SYSTEM.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`; every block is the system allocator's.
        let resized = unsafe { INSTRUMENTED_SYSTEM.realloc(block, layout, new_size) };
        ledger::if_process(|process| process.resized(resized, layout.size(), new_size));
        resized
    }
}
