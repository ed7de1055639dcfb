//! `to_string` of a `str`: one block of exactly its length, and no formatting: the standard library has a version for `str` as well.

use crate::work::checksum;
use std::hint::black_box;

// ANCHOR: run
/// Copies the text. It is opaque, so that its length is not known at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let text = black_box("a = 66666666\n").to_string(); // heap: 1
    checksum(text.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("to_string of a str", run)
    .answers(|_| crate::line(66_666_666))
    .exact(|_| declaration::Exact::once(13))
    .against("to_string_str");
