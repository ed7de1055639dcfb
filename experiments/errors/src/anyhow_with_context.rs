//! `with_context`: the text is made when there is a failure.

use crate::work::{SLIP, failed};
use anyhow::{Context, Result};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().with_context(|| format!("`{text}` is no port")) // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow, with_context(|| format!(..))", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow_with_text(crate::STRING + crate::PARSE, crate::ABOUT_THE_SLIP))
    .against("std_error");
