//! `contains` first, and a `String` only for a new tag.

use crate::work::tags;
use std::collections::HashSet;

// ANCHOR: run
/// Counts the different tags, in a set that owns them, and looks first.
#[inline(never)]
pub fn run() -> u64 {
    let mut seen: HashSet<String> = HashSet::new(); // heap: may
    for tag in tags() {
        if !seen.contains(tag) {
            seen.insert(tag.to_owned()); // heap: 1, may
        }
    }
    seen.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 tags, HashSet<String>, contains() first", run)
        .answers(|_| crate::work::TAGS_ONCE)
        .exact(|_| crate::tags(crate::VEC, crate::work::TAGS_ONCE))
        .against("tags_deduplicated");
