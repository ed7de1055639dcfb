//! `String::from_utf8_lossy` of valid text borrows it: a `Cow::Borrowed` has no block.
//!
//! The result is the same type as in `cow_owned`; only the bytes decide.

// ANCHOR: run
#[inline(never)]
fn characters(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().count() // heap: may
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    characters(b"salt and pepper") as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`from_utf8_lossy` of valid text", run).answers(|_| 15).exact(|_| declaration::Exact::NONE);
