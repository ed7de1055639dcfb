//! The Go program as it stands: the address of a local goes through an integer, with xor 0, and comes back.
//!
//! In Go this keeps the local off the heap. Here the local was on the stack before, and stays there.
//! The integer is made by `as`, which exposes the provenance of the pointer, so the pointer made from it may be used as long as `number` lives.

// ANCHOR: laundered_local
/// Reads a local through a laundered pointer.
#[inline(never)]
#[expect(unsafe_code, reason = "the trick is to make a pointer from an integer")]
#[expect(clippy::identity_op, reason = "xor 0 is the step under study")]
pub fn run() -> u64 {
    let number = 41_u64; // heap: none
    let address = &raw const number as usize;
    let laundered = (address ^ 0) as *const u64;
    // SAFETY: the address is that of `number`, which is alive, initialised and not written
    // to; its provenance was exposed by the cast.
    let read = unsafe { *laundered };
    read + 1
}
// ANCHOR_END: laundered_local

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a local, read through pointer, integer, xor 0, pointer", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
