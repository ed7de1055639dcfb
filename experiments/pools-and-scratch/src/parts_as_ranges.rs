//! The text and the places of its parts: whoever has both can read them, and nothing is counted.

use crate::work::{PART, PARTS, begin, read, text};
use std::ops::Range;

// ANCHOR: run
/// Cuts a hundred parts out of a text, and keeps where they are.
#[inline(never)]
pub fn run() -> u64 {
    let text = text();
    let parts: Vec<Range<usize>> = (0..PARTS).map(|part| begin(part)..begin(part) + PART).collect(); // heap: 1
    parts.iter().map(|part| read(&text[part.clone()])).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 parts: where they are", run)
    .answers(|_| crate::work::parts_answer())
    .exact(|_| crate::parts(16, 0, 0))
    .against("parts_copied");
