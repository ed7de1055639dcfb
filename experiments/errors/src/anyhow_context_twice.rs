//! A second `context`, at an `anyhow::Error`: a second block, which has the first one.

use crate::work::{SLIP, failed};
use anyhow::{Context, Result};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn setting(text: &str) -> Result<u64> {
    port(text).context("the settings can't be read") // heap: may
}

#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().context("the setting is not a number") // heap: may
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(setting(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("anyhow, context(literal) twice", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| crate::anyhow_twice())
    .against("std_error");
