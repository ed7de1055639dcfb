//! `clone` of a `SmolStr`: the value is copied, or a counter goes up.

use crate::work::{ends, text};
use declaration::Prepared;
use smol_str::SmolStr;
use std::hint::black_box;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &SmolStr) -> u64 {
    let clone = black_box(kept.clone());
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: SmolStr = SmolStr::new(text(length)); // heap: may
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("SmolStr, clone()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE)
    .against("string_cloned");
