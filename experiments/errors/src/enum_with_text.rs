//! An enum that owns the text which it is about.

use crate::work::{SLIP, failed};
use std::hint::black_box;

// ANCHOR: run
/// A text that is no port.
#[derive(Debug, thiserror::Error)] // heap: unknown
#[error("`{0}` is no port")]
pub struct PortError(String);

#[inline(never)]
fn port(text: &str) -> Result<u64, PortError> {
    text.parse().map_err(|_| PortError(text.to_owned())) // heap: 1
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an enum with a String in it", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::once(crate::work::SLIP.len() as u64))
    .against("std_error");
