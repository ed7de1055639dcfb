//! `clone` of a `String`: a block of the text's length, whatever room the `String` has.

#![expect(clippy::ptr_arg, reason = "the clone of a `String` is looked at")]

use crate::work::{ends, text};
use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &String) -> u64 {
    let clone = black_box(kept.clone()); // heap: may
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: String = text(length).to_owned(); // heap: 1
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String, clone()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .against(declaration::ITSELF);
