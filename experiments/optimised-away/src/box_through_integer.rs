//! The pointer is cast to an integer and back.
//! Casts hide nothing from the optimiser.

#![allow(unsafe_code, reason = "the pointer of a box goes through an integer and back")]

use std::hint::black_box;

// ANCHOR: run
/// The box's pointer through an integer and back.
#[inline(never)]
pub fn run() -> u64 {
    let address = Box::into_raw(Box::new(black_box(14_u64))).expose_provenance(); // heap: elided
    let pointer: *mut u64 = std::ptr::with_exposed_provenance_mut(address);
    // SAFETY: the pointer came from `Box::into_raw`, whose provenance was exposed, and nothing else owns the block.
    let boxed: Box<u64> = unsafe { Box::from_raw(pointer) };
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the box's pointer through an integer and back", run)
        .answers(|_| 15)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
