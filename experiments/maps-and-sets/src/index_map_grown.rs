//! An `IndexMap`: a list of the entries in their order, and a table of their numbers; both grow.

use crate::work::{Fixed, entries};
use indexmap::IndexMap;

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: IndexMap<u64, u64, Fixed> = IndexMap::default(); // heap: elided
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("IndexMap, inserted one by one", sized(run))
    .answers(crate::work::sum)
    .exact(|count| crate::indexed(count, crate::PAIR));
