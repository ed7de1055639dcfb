//! `format!("")` is `String::new()`: no block, and neither is there one for an operand that writes nothing.

use crate::work::checksum;
use std::hint::black_box;

// ANCHOR: run
/// Formats nothing, and an empty text.
#[inline(never)]
#[expect(clippy::useless_format, reason = "this variant is about what the lint warns of")]
pub fn run() -> u64 {
    let nothing = format!(""); // heap: elided
    let text = black_box("");
    let operand = format!("{text}"); // heap: may
    checksum(nothing.as_bytes()) + checksum(operand.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("format!(\"\")", run)
    .answers(|_| 0)
    .exact(|_| declaration::Exact::NONE)
    .against("format_constant");
