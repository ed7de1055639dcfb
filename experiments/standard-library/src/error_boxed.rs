//! `Box<dyn Error>` out of a literal: a `String` with the text, and a box with the `String`.

use std::error::Error;

// ANCHOR: run
#[inline(never)]
fn checked(number: u64) -> Result<u64, Box<dyn Error>> {
    if number == 42 { Err("not this one".into()) } else { Ok(number) } // heap: may
}

/// Two blocks for the error; none for the success.
#[inline(never)]
pub fn run() -> u64 {
    checked(41).unwrap_or(0) + u64::from(checked(42).is_err())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Box<dyn Error>` from a literal", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::together(2, 12 + 24));
