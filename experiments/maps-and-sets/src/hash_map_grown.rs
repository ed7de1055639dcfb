//! Inserts into an empty `HashMap`: a table twice as large whenever the old one is full.

use crate::work::{Map, entries};

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = Map::default();
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashMap, inserted one by one", sized(run))
    .answers(crate::work::sum)
    .exact(|count| crate::grown(count, crate::PAIR));
