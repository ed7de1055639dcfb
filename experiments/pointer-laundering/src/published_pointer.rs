//! No `black_box`: the pointer is put where other threads can find it, and taken back.
//!
//! That is what a registry, a slot for a C callback's user data, or a lock-free list does.
//! The optimiser cannot prove that nobody looked in between, so the block must exist.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

// ANCHOR: published_pointer
/// Where a pointer can be found while it is published. Null while there is none.
static SLOT: AtomicPtr<u64> = AtomicPtr::new(null_mut());

/// Boxes a number, publishes its pointer, takes it back, reads the number, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a raw pointer")]
pub fn run() -> u64 {
    let published = Box::into_raw(Box::new(41_u64)); // heap: 1
    while SLOT.compare_exchange(null_mut(), published, Ordering::AcqRel, Ordering::Relaxed).is_err() {
        // Another thread's pointer is in the slot.
        std::thread::yield_now();
    }
    let taken = SLOT.swap(null_mut(), Ordering::AcqRel);
    // SAFETY: a pointer is put into the empty slot only, and taken by the thread that put
    // it there, so `taken` is the box given up above.
    let number = unsafe { Box::from_raw(taken) };
    *number + 1
}
// ANCHOR_END: published_pointer

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pointer is put into a static and taken back", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(8));
