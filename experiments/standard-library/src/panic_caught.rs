//! A panic that is caught: its payload is boxed, and so is the exception that unwinds the stack and carries it.
//!
//! `resume_unwind` starts a panic without the hook, so no message is written.

use std::panic::{catch_unwind, resume_unwind};

// ANCHOR: run
#[inline(never)]
fn refuse(number: u64) -> u64 {
    if number == 42 { resume_unwind(Box::new(number)) } else { number } // heap: may
}

/// Two blocks: the payload, and the exception.
#[inline(never)]
pub fn run() -> u64 {
    match catch_unwind(|| refuse(42)) {
        // heap: elided
        Ok(number) => number + 1,
        Err(payload) => payload.downcast_ref().copied().unwrap_or(0), // heap: unknown
    }
}
// ANCHOR_END: run

// The exception's size is the panic runtime's of rustc 1.95.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`catch_unwind` of a panic", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::together(2, 8 + 56));
