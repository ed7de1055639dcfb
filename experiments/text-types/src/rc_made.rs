//! `Rc<str>` from a `&str`: the text stands behind two counters, in the same block.

use crate::work::{ends, text};
use std::rc::Rc;

// ANCHOR: run
/// Copies the text behind two counters.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let shared: Rc<str> = Rc::from(text(length)); // heap: 1
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Rc<str>", sized(run)).answers(crate::work::answer).exact(crate::shared);
