//! `Arc::make_mut` of an `Arc<str>` that nobody else shares: the text is changed where it is.

use crate::work::{ends, text};
use declaration::Prepared;
use std::sync::Arc;

// ANCHOR: run
/// Changes the text in place, if nobody else has it.
#[inline(never)]
pub fn run(kept: &mut Arc<str>) -> u64 {
    Arc::make_mut(kept).make_ascii_lowercase(); // heap: may
    ends(kept)
}
// ANCHOR_END: run

/// A caller that keeps the text.
pub fn prepare(length: usize) -> Prepared {
    let mut kept: Arc<str> = Arc::from(text(length)); // heap: 1
    Box::new(move || run(&mut kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Arc::make_mut, not shared", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE)
    .at(crate::work::LONG)
    .against(declaration::ITSELF);
