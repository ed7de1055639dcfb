//! The error of the standard library: an enum of a byte, whose message is made when it is printed.

use crate::work::{SLIP, failed};
use std::hint::black_box;
use std::num::ParseIntError;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, ParseIntError> {
    text.parse()
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("ParseIntError", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("std_error");
