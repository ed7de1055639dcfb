//! `clone_from` of a `Box<str>`: a new block all the same, though the old one has the right size.

use crate::work::{ends, text};
use declaration::Prepared;

// ANCHOR: run
/// Copies one text over another of the same length.
#[inline(never)]
pub fn run(kept: &mut Box<str>, from: &Box<str>) -> u64 {
    kept.clone_from(from); // heap: 1
    ends(kept)
}
// ANCHOR_END: run

/// A caller that keeps two texts of the same length.
pub fn prepare(length: usize) -> Prepared {
    let from: Box<str> = Box::from(text(length));
    let mut kept = from.to_uppercase().into_boxed_str();
    Box::new(move || run(&mut kept, &from)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str>, clone_from()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .against("string_cloned");
