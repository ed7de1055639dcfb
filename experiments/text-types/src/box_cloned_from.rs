//! `clone_from` of a `Box<str>`: a new block all the same, though the old one has the right size.
//!
//! The text that is replaced is made in the call, and so is the one that it is replaced by: two blocks before the third.

use crate::work::{ends, text};

// ANCHOR: run
/// Copies one boxed text over another of the same length.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let from: Box<str> = Box::from(text(length)); // heap: 1
    let mut kept = from.clone(); // heap: may
    kept.clone_from(&from); // heap: may
    ends(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str>, clone_from()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::together(3, 3 * length as u64))
    .against("string_cloned");
