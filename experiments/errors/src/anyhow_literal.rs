//! `anyhow!` of a literal: one block, and the text is not copied.

use crate::work::{SLIP, failed};
use anyhow::{Result, anyhow};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().map_err(|_| anyhow!("the port is not a number")) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow!(literal)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow(crate::STR))
    .against("std_error");
