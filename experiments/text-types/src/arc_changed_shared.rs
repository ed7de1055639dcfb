//! `Arc::make_mut` of an `Arc<str>` that somebody else shares: a copy in a block of its own, and the other keeps the old one.

use crate::work::{ends, text};
use declaration::Prepared;
use std::sync::Arc;

// ANCHOR: run
/// Changes the text in place, if nobody else has it. Somebody has.
#[inline(never)]
pub fn run(kept: &Arc<str>) -> u64 {
    let mut changed = Arc::clone(kept);
    Arc::make_mut(&mut changed).make_ascii_lowercase(); // heap: may
    ends(&changed)
}
// ANCHOR_END: run

/// A caller that keeps the text.
pub fn prepare(length: usize) -> Prepared {
    let kept: Arc<str> = Arc::from(text(length)); // heap: 1
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Arc::make_mut, shared", prepared(prepare))
    .answers(crate::work::answer)
    .exact(crate::shared)
    .at(crate::work::LONG)
    .against("arc_changed_alone");
