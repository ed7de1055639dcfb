//! `io::Error::new` with a text: a `String`, a box with the `String`, and a box with that and the kind.

use std::io::{Error, ErrorKind};

// ANCHOR: run
#[inline(never)]
fn error() -> Error {
    Error::new(ErrorKind::InvalidData, "not a recipe") // heap: may
}

/// Three blocks.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(error().kind() == ErrorKind::InvalidData)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`io::Error::new` with a text", run)
    .answers(|_| 1)
    .exact(|_| declaration::Exact::together(3, 12 + 24 + 24));
