//! `?` into `Box<dyn Error>`: a box for the error.

use crate::work::{SLIP, failed};
use std::error::Error;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, Box<dyn Error>> {
    Ok(text.parse::<u64>()?) // heap: 1
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<dyn Error>, by ?", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::once(1))
    .against("std_error");
