//! `Bytes::copy_from_slice`: a block for each part, and the text can go.

use crate::work::{PART, PARTS, begin, read, text};
use bytes::Bytes;

// ANCHOR: run
/// Cuts a hundred parts out of a text, and keeps them.
#[inline(never)]
pub fn run() -> u64 {
    let text = text();
    let copied = |part| Bytes::copy_from_slice(&text[begin(part)..begin(part) + PART]); // heap: may
    let parts: Vec<Bytes> = (0..PARTS).map(copied).collect(); // heap: 1
    drop(text);
    parts.iter().map(|part| read(part)).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 parts: Bytes::copy_from_slice()", run)
    .answers(|_| crate::work::parts_answer())
    .exact(|_| crate::parts(crate::BYTES, crate::work::PARTS as u64, crate::work::PART as u64))
    .against(declaration::ITSELF);
