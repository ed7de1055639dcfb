//! `clone` of a `Cow` that owns: a copy, though a borrow of the first one would do.

#![expect(clippy::ptr_arg, reason = "the clone of a `Cow` is looked at")]

use crate::work::{ends, text};
use declaration::Prepared;
use std::borrow::Cow;
use std::hint::black_box;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &Cow<'static, str>) -> u64 {
    let clone = black_box(kept.clone()); // heap: 1
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: Cow<'static, str> = Cow::Owned(text(length).to_owned()); // heap: 1
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Cow<str> that owns, clone()", prepared(prepare))
        .answers(crate::work::answer)
        .exact(|length| declaration::Exact::once(length as u64))
        .against("string_cloned");
