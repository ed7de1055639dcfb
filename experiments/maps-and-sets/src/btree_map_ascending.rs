//! Inserts into a `BTreeMap` in the order of the keys: what is split off on the left stays half full.

use std::collections::BTreeMap;

// ANCHOR: run
/// Inserts one entry after the other, each with a higher key.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = BTreeMap::new();
    for number in 0..count as u64 {
        map.insert(number, number); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BTreeMap, inserted in ascending order", sized(run))
        .answers(crate::work::sum)
        .exact(|count| crate::nodes(count, crate::Filled::Ascending, crate::PAIR))
        .against("btree_map_grown");
