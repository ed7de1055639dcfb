//! An allocator that fails when a test tells it to, and a loop that lets each allocation of some work fail in turn.
//!
//! To be copied into a reader's own tests. It forwards to the system allocator and says no to one call: the others, of this thread and of all
//! others, are answered as ever.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system's or fails")]

// ANCHOR: allocator
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system allocator, and no block where a test says so.
pub struct FailingAllocator;

thread_local! {
    /// How many calls of this thread are still answered; `None` for all.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Counts a call down. It makes no block: the variable is made at compile time and has nothing to drop.
fn fails() -> bool {
    let left = LEFT.get(); // heap: elided
    LEFT.set(left.and_then(|left| left.checked_sub(1))); // heap: elided
    left == Some(0)
}

// SAFETY: blocks are made, changed and freed by `System` alone, with the arguments of the caller. A null pointer is what the
// contract has for a call that fails, and `realloc` leaves the block as it was then.
unsafe impl GlobalAlloc for FailingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if fails() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if fails() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if fails() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`, and every block is the system allocator's.
        unsafe { System.realloc(block, layout, new_size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`, and every block is the system allocator's.
        unsafe { System.dealloc(block, layout) }
    }
}
// ANCHOR_END: allocator

// ANCHOR: each
/// Does the work again and again, each time with what `make` makes, and lets its first call of the allocator fail, then its second,
/// and so on, until it comes to its end. After each failure `check` looks at what is left. Returns how many calls failed.
///
/// # Panics
///
/// When the work says that all is well though a call failed, or that it isn't though none did.
pub fn each_failure<S, T, E>(make: impl Fn() -> S, work: impl Fn(&mut S) -> Result<T, E>, check: impl Fn(&S)) -> usize {
    for answered in 0.. {
        let mut state = make();
        LEFT.set(Some(answered));
        let result = work(&mut state);
        let has_failed = LEFT.take().is_none();
        assert_eq!(result.is_err(), has_failed, "with {answered} calls answered");
        if !has_failed {
            return answered;
        }
        check(&state);
    }
    unreachable!("the work comes to its end before the counter does")
}
// ANCHOR_END: each
