//! `Arc<str>` from a `Box<str>`: a copy as well, because a box has no room for the counters either.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Makes a boxed text, and an `Arc<str>` of it.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let boxed: Box<str> = Box::from(text(length)); // heap: 1
    let shared: Arc<str> = Arc::from(boxed); // heap: 1
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str> into an Arc<str>", sized(run))
    .answers(crate::work::answer)
    .exact(crate::copied)
    .at(crate::work::LONG)
    .against("string_made");
