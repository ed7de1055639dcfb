//! `Arc<str>` from a `String`: a new block with room for the counters, a copy, and the `String`'s block is freed.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Makes a `String`, and an `Arc<str>` of it.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let shared: Arc<str> = Arc::from(text(length).to_owned()); // heap: 2
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String into an Arc<str>", sized(run))
    .answers(crate::work::answer)
    .exact(crate::copied)
    .at(crate::work::LONG)
    .against("string_made");
