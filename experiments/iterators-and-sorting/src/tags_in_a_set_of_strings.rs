//! `insert(tag.to_owned())` makes a `String` for each tag, seen or not.

use crate::work::tags;
use std::collections::HashSet;

// ANCHOR: run
/// Counts the different tags, in a set that owns them.
#[inline(never)]
pub fn run() -> u64 {
    let mut seen: HashSet<String> = HashSet::new(); // heap: may
    for tag in tags() {
        seen.insert(tag.to_owned()); // heap: 1, may
    }
    seen.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 tags, HashSet<String>, insert(to_owned())", run)
        .answers(|_| crate::work::TAGS_ONCE)
        .exact(|_| crate::tags(crate::VEC, 1_000))
        .against("tags_deduplicated");
