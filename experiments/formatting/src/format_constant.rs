//! `format!` without operands: one block of exactly the text, which is copied.
//!
//! A `&'static str` would do, and no formatting takes place; clippy's `useless_format` says so.

use crate::work::checksum;

// ANCHOR: run
/// Formats a text that is known at compile time.
#[inline(never)]
#[expect(clippy::useless_format, reason = "this variant is about what the lint warns of")]
pub fn run() -> u64 {
    let line = format!("a = 66666666\n"); // heap: 1
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("format! without operands", run)
    .answers(|_| crate::line(66_666_666))
    .exact(|_| declaration::Exact::once(13))
    .against("format_constant");
