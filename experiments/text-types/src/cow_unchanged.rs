//! A function that returns `Cow<str>`: a text with nothing to change is borrowed.

use crate::work::{ends, text};
use std::borrow::Cow;

// ANCHOR: function
/// The text with a space in the place of each tab.
#[inline(never)]
pub fn without_tabs(text: &str) -> Cow<'_, str> {
    if text.contains('\t') {
        Cow::Owned(text.replace('\t', " ")) // heap: 1
    } else {
        Cow::Borrowed(text)
    }
}
// ANCHOR_END: function

/// Looks for tabs in a text that has none.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    ends(&without_tabs(text(length)))
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a function that returns Cow<str>, nothing to change", sized(run))
        .at(crate::work::LONG)
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE)
        .against(declaration::ITSELF);
