//! `context` with a literal, at an error of another type: one block with both.

use crate::work::{SLIP, failed};
use anyhow::{Context, Result};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().context("the port is not a number") // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow, context(literal)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow(crate::STR + crate::PARSE))
    .against("std_error");
