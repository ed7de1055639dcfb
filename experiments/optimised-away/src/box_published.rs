//! The box passes through a static, where another thread could see it.

#![allow(unsafe_code, reason = "a box is made from a raw pointer")]

use std::hint::black_box;
use std::sync::atomic::{AtomicPtr, Ordering};

// ANCHOR: run
static PLACE: AtomicPtr<u64> = AtomicPtr::new(std::ptr::null_mut());

/// The box passes through a static.
#[inline(never)]
pub fn run() -> u64 {
    PLACE.store(Box::into_raw(Box::new(black_box(26))), Ordering::Release); // heap: 1
    let pointer = PLACE.swap(std::ptr::null_mut(), Ordering::AcqRel);
    if pointer.is_null() {
        return 0;
    }
    // SAFETY: the pointer came from `Box::into_raw`, and the swap took it out, so nothing else owns the block.
    let boxed = unsafe { Box::from_raw(pointer) };
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the box passes through a static", run)
    .answers(|_| 27)
    .exact(|_| declaration::Exact::once(8));
