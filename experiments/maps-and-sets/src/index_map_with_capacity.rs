//! An `IndexMap` with room: two blocks.

use crate::work::{Fixed, entries};
use indexmap::IndexMap;

// ANCHOR: run
/// Asks for room for all entries first.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = IndexMap::with_capacity_and_hasher(count, Fixed::default()); // heap: 1
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("IndexMap, with_capacity", sized(run)).answers(crate::work::sum).exact(|count| {
        declaration::Exact::together(
            2,
            crate::table(crate::INDEX, crate::places(count)) + count as u64 * (crate::PAIR + crate::HASH),
        )
    });
