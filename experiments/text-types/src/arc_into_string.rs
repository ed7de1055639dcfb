//! A `String` of an `Arc<str>`: a copy, even where nobody else shares the text.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Makes an `Arc<str>`, and a `String` of it.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let shared: Arc<str> = Arc::from(text(length)); // heap: 1
    let owned = String::from(&*shared); // heap: 1
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Arc<str> into a String", sized(run))
    .answers(crate::work::answer)
    .exact(crate::copied)
    .at(crate::work::LONG)
    .against("string_made");
