//! `to_owned`, assigned: a new block for the new text, and the old one is given back.

use crate::work::{ends, text};
use declaration::Prepared;

// ANCHOR: run
/// Puts a copy of the text in the place of the `String` that was there.
#[inline(never)]
pub fn run(kept: &mut String, from: &str) -> u64 {
    *kept = from.to_owned(); // heap: 1
    ends(kept)
}
// ANCHOR_END: run

/// A caller that keeps the `String`.
pub fn prepare(length: usize) -> Prepared {
    let mut kept = text(length).to_uppercase();
    Box::new(move || run(&mut kept, text(length))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("kept = text.to_owned()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .against("string_cloned");
