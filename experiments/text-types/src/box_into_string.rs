//! `String::from` a `Box<str>`: the same block, and a capacity that is its length.

use crate::work::{ends, text};

// ANCHOR: run
/// Makes a `String` of a boxed text.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let boxed: Box<str> = Box::from(text(length)); // heap: 1
    let owned = String::from(boxed);
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str> into a String", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .at(crate::work::LONG)
    .against("string_made");
