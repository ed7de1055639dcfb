//! `into_owned` of a `Cow` that borrows copies the text, and what the `Cow` had spared is asked for after all.

use crate::cow_unchanged::without_tabs;
use crate::work::{ends, text};

// ANCHOR: run
/// Looks for tabs in a text that has none, and wants a `String` in any case.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let owned = without_tabs(text(length)).into_owned(); // heap: 1
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same, nothing to change, into_owned()", sized(run))
        .at(crate::work::LONG)
        .answers(crate::work::answer)
        .exact(|length| declaration::Exact::once(length as u64))
        .against("cow_unchanged");
