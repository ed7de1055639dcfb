//! `Arc<str>` from a `&str`: the same block as for `Rc<str>`; its counters are atomic.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Copies the text behind two counters that threads may share.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let shared: Arc<str> = Arc::from(text(length)); // heap: 1
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Arc<str>", sized(run)).answers(crate::work::answer).exact(crate::shared);
