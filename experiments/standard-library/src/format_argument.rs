//! `format!` with an argument goes through a function that is compiled with the standard library, so nothing can be elided.
//!
//! It starts with an estimate of the length: twice that of the literal parts.

// ANCHOR: run
#[inline(never)]
fn formatted(number: u64) -> String {
    format!("number {number}") // heap: may
}

/// One block.
#[inline(never)]
pub fn run() -> u64 {
    formatted(7).len() as u64
}
// ANCHOR_END: run

// Twice the 7 bytes of the literal part: the estimate when there is an argument.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`format!` with a number", run).answers(|_| 8).exact(|_| declaration::Exact::once(14));
