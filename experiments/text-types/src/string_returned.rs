//! The same function with a `String` as its result: a text with nothing to change is copied.

use crate::work::{ends, text};

// ANCHOR: function
/// The text with a space in the place of each tab.
#[inline(never)]
pub fn without_tabs(text: &str) -> String {
    text.replace('\t', " ") // heap: 1
}
// ANCHOR_END: function

/// Looks for tabs in a text that has none.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    ends(&without_tabs(text(length)))
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a function that returns String, nothing to change", sized(run))
        .at(crate::work::LONG)
        .answers(crate::work::answer)
        .exact(|length| declaration::Exact::once(length as u64))
        .against("cow_unchanged");
