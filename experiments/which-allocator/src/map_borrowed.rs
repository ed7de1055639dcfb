//! Words are counted in a map that borrows its keys from the text.

use crate::work::{Map, text, words};

// ANCHOR: run
/// Counts the words; none is copied.
#[inline(never)]
pub fn run() -> u64 {
    let mut map: Map<&str> = Map::default();
    for word in words(text()) {
        *map.entry(word).or_default() += 1; // heap: may
    }
    (map.len() as u64) << 16 | map.values().copied().max().unwrap_or(0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same in a map of `&str`s", run)
    .answers(|_| crate::work::counted_answer())
    .exact(|_| crate::ledger::map_borrowed())
    .against("map");
