//! `to_owned` of a `&str`: one block of exactly the text's length, and so no room to grow.
//!
//! `String::from` and `to_string` of a `str` do the same.

use crate::work::{ends, text};

// ANCHOR: run
/// Copies the text into a `String`.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let owned = text(length).to_owned(); // heap: 1
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String, to_owned()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64));
