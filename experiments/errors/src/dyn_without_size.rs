//! An error without a size into `Box<dyn Error>`: a box of nothing has no block.

use crate::work::{SLIP, failed};
use std::error::Error;
use std::hint::black_box;

// ANCHOR: run
/// A text is no port; there is nothing to be said of it.
#[derive(Debug, thiserror::Error)] // heap: unknown
#[error("the port is not a number")]
pub struct NotAPort;

#[inline(never)]
fn port(text: &str) -> Result<u64, Box<dyn Error>> {
    text.parse().map_err(|_| NotAPort.into()) // heap: elided
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<dyn Error> of a type without size", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("std_error");
