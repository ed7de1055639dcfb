//! Go's trick to the letter, on a box: pointer to integer, xor 0, integer to pointer.
//!
//! The xor is there to be a computation that an escape analysis does not follow.
//! LLVM knows that a number xor 0 is that number; what is left is the round trip, which it folds too.

// ANCHOR: xor_zero
/// Boxes a number, launders its address by xor 0, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a pointer that was an integer")]
#[expect(clippy::identity_op, reason = "xor 0 is the step under study")]
pub fn run() -> u64 {
    let address = Box::into_raw(Box::new(41_u64)) as usize; // heap: elided
    let laundered = (address ^ 0) as *mut u64;
    // SAFETY: the address is that of a box given up above, whose provenance was exposed by
    // the cast, and nothing else owns it.
    let number = unsafe { Box::from_raw(laundered) };
    *number + 1
}
// ANCHOR_END: xor_zero

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same with xor 0 between the casts", run)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
