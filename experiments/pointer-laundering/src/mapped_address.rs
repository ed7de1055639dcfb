//! The address is changed without the pointer ever becoming an integer.
//!
//! `map_addr` computes a new address and keeps the provenance: strict provenance, with nothing exposed and nothing to guess.
//! It is the form to use where an address must be computed with, such as a tag kept in the low bits of an aligned pointer.

// ANCHOR: mapped_address
/// Boxes a number, computes with the address of its pointer, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a raw pointer")]
#[expect(clippy::identity_op, reason = "xor 0 is the step under study")]
pub fn run() -> u64 {
    let mapped = Box::into_raw(Box::new(41_u64)).map_addr(|address| address ^ 0); // heap: elided
    // SAFETY: `mapped` has the address and the provenance of the box given up above, and
    // nothing else owns it.
    let number = unsafe { Box::from_raw(mapped) };
    *number + 1
}
// ANCHOR_END: mapped_address

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("xor 0 by map_addr, without an integer in between", run)
        .answers(|_| 42)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
