//! `into_boxed_str` of a `String` without room: the block stays where it is.

use crate::work::{ends, text};

// ANCHOR: run
/// Boxes a `String` that is full.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let boxed = text(length).to_owned().into_boxed_str(); // heap: 1
    ends(&boxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("String without room, into_boxed_str()", sized(run))
        .answers(crate::work::answer)
        .exact(|length| declaration::Exact::once(length as u64))
        .at(crate::work::LONG)
        .against("string_made");
