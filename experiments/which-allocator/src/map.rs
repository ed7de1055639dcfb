//! Words are counted in a map that owns its keys, by `entry` with a copy of each word.

use crate::work::{Map, text, words};

// ANCHOR: run
/// Counts the words; each is copied before the map is asked for it.
#[inline(never)]
pub fn run() -> u64 {
    let mut map: Map<String> = Map::default();
    for word in words(text()) {
        *map.entry(word.to_owned()).or_default() += 1; // heap: 1, may
    }
    (map.len() as u64) << 16 | map.values().copied().max().unwrap_or(0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("words counted in a map of `String`s", run)
    .answers(|_| crate::work::counted_answer())
    .exact(|_| crate::ledger::map())
    .against("map");
