//! The integer is made opaque, so that the optimiser must take it for any address.
//!
//! `black_box` is what is studied here, not a means to stop the clock from cheating: it stands for any computation the optimiser does not see through,
//! such as a call into another library.
//! Now the block may be reached by something unseen, so it must exist. The trick that keeps a Go value off the heap keeps this one on it.

use std::hint::black_box;

// ANCHOR: opaque_address
/// Boxes a number, hides its address from the optimiser, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a pointer that was an integer")]
pub fn run() -> u64 {
    let address = black_box(Box::into_raw(Box::new(41_u64)).expose_provenance()); // heap: 1
    let laundered = std::ptr::with_exposed_provenance_mut(address);
    // SAFETY: `black_box` returns the address of the box given up above, whose provenance
    // was exposed, and nothing else owns it.
    let number: Box<u64> = unsafe { Box::from_raw(laundered) };
    *number + 1
}
// ANCHOR_END: opaque_address

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the address is hidden from the optimiser", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(8));
