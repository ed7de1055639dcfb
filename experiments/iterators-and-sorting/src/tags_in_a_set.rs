//! A `HashSet` of `&str` grows with the different tags.

use crate::work::tags;
use std::collections::HashSet;

// ANCHOR: run
/// Counts the different tags, in a set that borrows them.
#[inline(never)]
pub fn run() -> u64 {
    let mut seen: HashSet<&str> = HashSet::new(); // heap: may
    for tag in tags() {
        seen.insert(tag); // heap: may
    }
    seen.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 tags, HashSet<&str>", run)
    .answers(|_| crate::work::TAGS_ONCE)
    .exact(|_| crate::tags(crate::STR, 0))
    .against("tags_deduplicated");
