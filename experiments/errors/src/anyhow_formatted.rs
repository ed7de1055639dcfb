//! `anyhow!` of a text with arguments: the text is made at once.

use crate::work::{SLIP, failed};
use anyhow::{Result, anyhow};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().map_err(|_| anyhow!("`{text}` is no port")) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow!(text with an argument)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow_with_text(crate::STRING, crate::ABOUT_THE_SLIP))
    .against("std_error");
