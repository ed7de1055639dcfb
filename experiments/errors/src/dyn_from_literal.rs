//! A literal into `Box<dyn Error>`: a `String` with the text, and a box with the `String`.

use crate::work::{SLIP, failed};
use std::error::Error;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, Box<dyn Error>> {
    text.parse().map_err(|_| "the port is not a number".into()) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<dyn Error> of a literal", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::together(2, 24 + 24))
    .against("std_error");
