//! `clone` of a `Box<str>`: another block with another copy.

#![expect(clippy::borrowed_box, reason = "the clone of a `Box` is looked at")]

use crate::work::{ends, text};
use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &Box<str>) -> u64 {
    let clone = black_box(kept.clone()); // heap: may
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: Box<str> = Box::from(text(length)); // heap: 1
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str>, clone()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .against("string_cloned");
