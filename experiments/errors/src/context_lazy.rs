//! `with_context(|| format!(..))`: nothing fails, and nothing is made.

use crate::work::{NAME, PORT, failed};
use anyhow::{Context, Result};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64> {
    text.parse().with_context(|| format!("{NAME} is not a number")) // heap: may
}

/// Reads a good port.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(PORT)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a good port, with_context(|| format!(..))", run)
        .answers(|_| 8080)
        .exact(|_| declaration::Exact::NONE)
        .against("context_lazy");
