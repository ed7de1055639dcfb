//! The address is made opaque while it is an integer.
//! Nobody can say what the integer is now, so it may be the address, and the block must exist.

#![allow(unsafe_code, reason = "the pointer of a box goes through an integer and back")]

use std::hint::black_box;

// ANCHOR: run
/// The box's address is opaque as an integer.
#[inline(never)]
pub fn run() -> u64 {
    let address = black_box(Box::into_raw(Box::new(black_box(25_u64))).expose_provenance()); // heap: 1
    let pointer: *mut u64 = std::ptr::with_exposed_provenance_mut(address);
    // SAFETY: `black_box` returned the address unchanged; the pointer came from `Box::into_raw`, whose provenance was exposed.
    let boxed: Box<u64> = unsafe { Box::from_raw(pointer) };
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the box's address is opaque as an integer", run)
        .answers(|_| 26)
        .exact(|_| declaration::Exact::once(8));
