//! `Arc<String>`: a block for the text, and another one for the counters and the `String`.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Copies the text into a `String`, and puts that behind two counters.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let shared = Arc::new(text(length).to_owned()); // heap: 2
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Arc<String>", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::together(2, length as u64 + crate::COUNTERS + crate::STRING));
