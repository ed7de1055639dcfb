//! The trick as a function, the way Go's runtime has it, and not inlined.
//!
//! A call boundary stops an escape analysis that looks at one function at a time.
//! LLVM infers a summary of the small function first, that it returns its argument and touches no memory, and then does not need the call:
//! both functions are in one crate, built as one codegen unit.

// ANCHOR: noescape_function
#[inline(never)]
#[expect(clippy::identity_op, reason = "xor 0 is the step under study")]
fn noescape(pointer: *mut u64) -> *mut u64 {
    (pointer as usize ^ 0) as *mut u64
}

/// Boxes a number, launders its pointer by a call, reads it, frees it.
#[inline(never)]
#[expect(unsafe_code, reason = "a box is made from a pointer that was an integer")]
pub fn run() -> u64 {
    let laundered = noescape(Box::into_raw(Box::new(41_u64))); // heap: elided
    // SAFETY: `noescape` returns the address it is given, with its provenance exposed; the
    // box was given up above, and nothing else owns it.
    let number = unsafe { Box::from_raw(laundered) };
    *number + 1
}
// ANCHOR_END: noescape_function

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("casts and xor 0 in a function that is not inlined", run)
        .answers(|_| 42)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
