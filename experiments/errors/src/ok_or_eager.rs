//! `ok_or(format!(..))`: the text is made though nothing fails.

use crate::work::{NAME, PORT, failed};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn port(text: &str) -> Result<u64, String> {
    text.parse().ok().ok_or(format!("{NAME} is not a number")) // heap: may
}

/// Reads a good port.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(PORT)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a good port, ok_or(format!(..))", run)
    .answers(|_| 8080)
    .exact(|_| declaration::Exact::once(crate::ABOUT_THE_SETTING))
    .against("ok_or_lazy");
