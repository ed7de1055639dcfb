//! `format!` without anything to format is a copy of the literal.

#![expect(clippy::useless_format, reason = "the copy is what the variant is about")]

use std::hint::black_box;

// ANCHOR: run
/// `format!` of a literal.
#[inline(never)]
pub fn run() -> u64 {
    let text = format!("fifty-four"); // heap: elided
    black_box(54) + text.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`format!` of a literal", run)
    .answers(|_| 64)
    .debug(|_| declaration::Exact::once(10))
    .release(|_| declaration::Exact::NONE);
