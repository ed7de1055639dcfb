//! The pointer itself is made opaque; no integer is involved.
//!
//! The count is the one of the opaque address, so the integer was never what mattered: being seen through, or not, is.
//! `black_box` is the subject here, as in `opaque_address`.

use std::hint::black_box;

// ANCHOR: opaque_pointer
/// Boxes a number, hides its pointer from the optimiser, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a raw pointer")]
pub fn run() -> u64 {
    let hidden = black_box(Box::into_raw(Box::new(41_u64))); // heap: 1
    // SAFETY: `black_box` returns the pointer of the box given up above, and nothing else
    // owns it.
    let number = unsafe { Box::from_raw(hidden) };
    *number + 1
}
// ANCHOR_END: opaque_pointer

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pointer is hidden from the optimiser", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(8));
