//! `clone` of a `Cow` that borrows: another borrow of the same text.

use crate::work::{ends, text};
use declaration::Prepared;
use std::hint::black_box;
use std::borrow::Cow;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &Cow<'static, str>) -> u64 {
    let clone = black_box(kept.clone()); // heap: may
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: Cow<'static, str> = Cow::Borrowed(text(length));
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Cow<str> that borrows, clone()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE)
    .against("string_cloned");
