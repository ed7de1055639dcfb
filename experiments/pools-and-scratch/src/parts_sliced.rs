//! `Bytes`: the parts of a text share its block, and a small one with a counter.

use crate::work::{PART, PARTS, begin, read, text};
use bytes::Bytes;

// ANCHOR: run
/// Cuts a hundred parts out of a text, and keeps them.
#[inline(never)]
pub fn run() -> u64 {
    let text = Bytes::from(text()); // heap: may
    let parts: Vec<Bytes> = (0..PARTS).map(|part| text.slice(begin(part)..begin(part) + PART)).collect(); // heap: 1, unknown
    drop(text);
    parts.iter().map(|part| read(part)).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 parts: Bytes::slice()", run)
    .answers(|_| crate::work::parts_answer())
    .exact(|_| crate::parts(crate::BYTES, 1, crate::SHARED))
    .against("parts_copied");
