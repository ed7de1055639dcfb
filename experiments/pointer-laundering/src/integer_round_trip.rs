//! The pointer becomes an integer by `as usize` and a pointer again by `as *mut`.
//!
//! The optimiser folds the two casts into nothing and sees the same life of the same block as in the honest form.
//! The integer hides nothing from it.

// ANCHOR: integer_round_trip
/// Boxes a number, sends its address through an integer, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a pointer that was an integer")]
pub fn run() -> u64 {
    let address = Box::into_raw(Box::new(41_u64)) as usize; // heap: elided
    let laundered = address as *mut u64;
    // SAFETY: the address is that of a box given up one line above, whose provenance was
    // exposed by the cast, and nothing else owns it.
    let number = unsafe { Box::from_raw(laundered) };
    *number + 1
}
// ANCHOR_END: integer_round_trip

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box whose pointer is cast to an integer and back", run)
        .answers(|_| 42)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
