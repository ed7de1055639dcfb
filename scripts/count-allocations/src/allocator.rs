//! The allocator: which ledger a call is entered in.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

use crate::ledger::{self, Mode, Open};
use crate::trace;
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
        if !Open::is_any() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            unsafe { System.alloc(layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.alloc(layout) }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !Open::is_any() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            unsafe { System.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.alloc_zeroed(layout) }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !Open::is_any() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
            unsafe { System.dealloc(block, layout) }
        } else {
            // SAFETY: as above.
            unsafe { WhileOpen.dealloc(block, layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !Open::is_any() {
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
/// A thread that is alone in its measurement enters its calls in its own ledger, and this is all of its code.
struct WhileOpen;

// SAFETY: every method passes its arguments unchanged to the system allocator, itself or through `NotAlone`, which does the same.
unsafe impl GlobalAlloc for WhileOpen {
    #[cold]
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if ledger::mode() != Mode::Alone {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            return unsafe { NotAlone.alloc(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { System.alloc(layout) };
        ledger::enter(|own| own.made(Mode::Alone, block, layout.size()));
        block
    }

    #[cold]
    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if ledger::mode() != Mode::Alone {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            return unsafe { NotAlone.alloc_zeroed(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { System.alloc_zeroed(layout) };
        ledger::enter(|own| own.made(Mode::Alone, block, layout.size()));
        block
    }

    #[cold]
    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if ledger::mode() != Mode::Alone {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            return unsafe { NotAlone.dealloc(block, layout) };
        }
        // Before the block is freed: from then on another thread may have its memory, and enter that.
        ledger::enter(|own| own.freed(Mode::Alone, layout.size()));
        // SAFETY: as above; every block is the system allocator's.
        unsafe { System.dealloc(block, layout) }
    }

    #[cold]
    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if ledger::mode() != Mode::Alone {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
            return unsafe { NotAlone.realloc(block, layout, new_size) };
        }
        // SAFETY: as above; every block is the system allocator's.
        let resized = unsafe { System.realloc(block, layout, new_size) };
        ledger::enter(|own| own.resized(Mode::Alone, resized, layout.size(), new_size));
        resized
    }
}

/// The allocator of all other threads while a measurement is open.
///
/// Those of a measurement that has started a thread have a ledger. The rest goes through `stats_alloc`, which counts the process: in
/// a measurement of counted threads that is what happened elsewhere, in one of the whole process it is the measurement.
struct NotAlone;

// SAFETY: every method passes its arguments unchanged to the system allocator, itself or through `stats_alloc`, which does the same.
unsafe impl GlobalAlloc for NotAlone {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if ledger::mode() == Mode::Together {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            let block = unsafe { System.alloc(layout) };
            ledger::enter(|own| own.made(Mode::Together, block, layout.size()));
            return block;
        }
        // SAFETY: as above.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc(layout) };
        ledger::if_process(|process| process.made(block, layout.size()));
        ledger::if_traced(|is_counted| trace::asked(trace::Call::Allocation, is_counted, layout.size()));
        block
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if ledger::mode() == Mode::Together {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            let block = unsafe { System.alloc_zeroed(layout) };
            ledger::enter(|own| own.made(Mode::Together, block, layout.size()));
            return block;
        }
        // SAFETY: as above.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc_zeroed(layout) };
        ledger::if_process(|process| process.made(block, layout.size()));
        ledger::if_traced(|is_counted| trace::asked(trace::Call::Allocation, is_counted, layout.size()));
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if ledger::mode() == Mode::Together {
            // Before the block is freed: from then on another thread may have its memory, and enter that.
            ledger::enter(|own| own.freed(Mode::Together, layout.size()));
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; every block is the system allocator's.
            return unsafe { System.dealloc(block, layout) };
        }
        ledger::if_process(|process| process.freed(layout.size()));
        // SAFETY: as above.
        unsafe { INSTRUMENTED_SYSTEM.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if ledger::mode() == Mode::Together {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`; every block is the system allocator's.
            let resized = unsafe { System.realloc(block, layout, new_size) };
            ledger::enter(|own| own.resized(Mode::Together, resized, layout.size(), new_size));
            return resized;
        }
        // SAFETY: as above.
        let resized = unsafe { INSTRUMENTED_SYSTEM.realloc(block, layout, new_size) };
        ledger::if_process(|process| process.resized(resized, layout.size(), new_size));
        ledger::if_traced(|is_counted| trace::asked(trace::Call::Reallocation, is_counted, new_size));
        resized
    }
}
