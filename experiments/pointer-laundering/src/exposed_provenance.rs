//! The same round trip with the names the standard library gives to its two halves since Rust 1.84.
//!
//! `expose_provenance` means what `as usize` means, and `with_exposed_provenance_mut` what `as *mut` means (documentation of `std::ptr`).
//! The names say what happens: the permission to use the memory is put on record, and a later pointer picks it up again.

// ANCHOR: exposed_provenance
/// Boxes a number, exposes its pointer, picks the provenance up again, reads the number,
/// frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a pointer that was an integer")]
pub fn run() -> u64 {
    let address = Box::into_raw(Box::new(41_u64)).expose_provenance(); // heap: elided
    let laundered = std::ptr::with_exposed_provenance_mut(address);
    // SAFETY: the address is that of a box given up above, whose provenance was exposed,
    // and nothing else owns it.
    let number: Box<u64> = unsafe { Box::from_raw(laundered) };
    *number + 1
}
// ANCHOR_END: exposed_provenance

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same by expose_provenance and with_exposed_provenance", run)
        .answers(|_| 42)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
