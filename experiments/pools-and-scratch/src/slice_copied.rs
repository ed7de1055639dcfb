//! A copy of the slice lets the block go.

use crate::work::{PART, TEXT, read, text};
use bytes::Bytes;

// ANCHOR: run
/// Keeps a copy of the first part of a text, and makes the next text.
#[inline(never)]
pub fn run() -> u64 {
    let text = Bytes::from(text()); // heap: may
    let part = Bytes::copy_from_slice(&text[..PART]); // heap: may
    drop(text);
    let next = vec![0; TEXT]; // heap: 1
    read(&part) + read(&next)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, copied", run)
    .answers(|_| crate::work::first_part_answer())
    .exact(|_| declaration::Exact {
        peak_bytes: (crate::work::TEXT + crate::work::PART) as u64,
        ..declaration::Exact::together(3, (2 * crate::work::TEXT + crate::work::PART) as u64)
    })
    .against("slice_kept");
