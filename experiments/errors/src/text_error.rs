//! `map_err(|error| error.to_string())`: the message is made, whether it is read or not.

use crate::work::{SLIP, failed};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, String> {
    text.parse().map_err(|error: std::num::ParseIntError| error.to_string()) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("map_err(|error| error.to_string())", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::once(crate::MESSAGE))
    .against("std_error");
