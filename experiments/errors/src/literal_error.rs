//! A `&'static str` as the error.

use crate::work::{SLIP, failed};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "the port is not a number")
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a &'static str", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("std_error");
