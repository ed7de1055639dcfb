//! `?` into `anyhow::Error`: one block, with the error and what anyhow knows of its type.

use crate::work::{SLIP, failed};
use anyhow::Result;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    Ok(text.parse::<u64>()?) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow, by ?", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow(crate::PARSE))
    .against("std_error");
