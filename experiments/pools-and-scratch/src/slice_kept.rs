//! A slice keeps the block: of a text of 64 KiB, 16 bytes are kept, and all of it stays.

use crate::work::{PART, TEXT, read, text};
use bytes::Bytes;

// ANCHOR: run
/// Keeps the first part of a text, and makes the next text.
#[inline(never)]
pub fn run() -> u64 {
    let text = Bytes::from(text()); // heap: may
    let part = text.slice(..PART); // heap: unknown
    drop(text);
    let next = vec![0; TEXT]; // heap: 1
    read(&part) + read(&next)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("16 B of 64 KiB kept: Bytes::slice(), next text", run)
        .answers(|_| crate::work::first_part_answer())
        .exact(|_| declaration::Exact::together(3, 2 * crate::work::TEXT as u64 + crate::SHARED))
        .against(declaration::ITSELF);
