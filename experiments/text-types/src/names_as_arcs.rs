//! An `Arc<str>` made for each record: a block each, because `Arc::from` does not know of the others.

use crate::work::{FEW, names};
use declaration::Prepared;
use std::sync::Arc;

// ANCHOR: run
/// Keeps an `Arc<str>` for each name.
#[inline(never)]
pub fn run(names: &[&str]) -> u64 {
    let kept: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect(); // heap: 2
    kept.iter().map(|name| crate::work::ends(name)).sum()
}
// ANCHOR_END: run

/// A caller that has the names, as a file would have them.
pub fn prepare(_: usize) -> Prepared {
    let names = names(FEW);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 names of 10, an Arc<str> each", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(FEW))
        .exact(|_| crate::each_name(crate::ARC, crate::shared_block(crate::work::NAME_LENGTH)))
        .against("names_as_strings");
