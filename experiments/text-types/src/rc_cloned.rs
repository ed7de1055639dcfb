//! `clone` of an `Rc<str>`: a counter goes up, and down again when the clone is dropped.

use crate::work::{ends, text};
use declaration::Prepared;
use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Clones the text and drops the clone. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(kept: &Rc<str>) -> u64 {
    let clone = black_box(Rc::clone(kept));
    ends(&clone)
}
// ANCHOR_END: run

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept: Rc<str> = Rc::from(text(length)); // heap: 1
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Rc<str>, clone()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE)
    .against("string_cloned");
