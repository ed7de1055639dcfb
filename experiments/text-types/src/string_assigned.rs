//! `to_owned`, assigned: a new block for the new text, and the old one is given back.
//!
//! The text that is replaced is made in the call, so there are two blocks.

use crate::work::{ends, text};
use std::hint::black_box;

// ANCHOR: run
/// Puts a copy of the text in the place of the `String` that was there. That is opaque, so that it has to exist.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut kept = text(length).to_owned(); // heap: 1
    black_box(&mut kept);
    kept = text(length).to_owned(); // heap: 1
    ends(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("kept = text.to_owned()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::together(2, 2 * length as u64))
    .against("string_cloned");
