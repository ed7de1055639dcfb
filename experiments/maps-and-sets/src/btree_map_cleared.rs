//! `clear` of a `BTreeMap` frees its nodes, so filling it again asks for all of them.

use crate::work::entries;
use declaration::Prepared;
use std::collections::BTreeMap;

// ANCHOR: run
/// Fills the map, and empties it for the next call.
#[inline(never)]
pub fn run(map: &mut BTreeMap<u64, u64>, count: usize) -> u64 {
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    let sum = map.values().sum();
    map.clear();
    sum
}
// ANCHOR_END: run

/// A caller that keeps the map, in which so many entries have been.
pub fn prepare(count: usize) -> Prepared {
    let mut map = BTreeMap::new();
    run(&mut map, count);
    Box::new(move || run(&mut map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BTreeMap, filled and cleared, again and again", prepared(prepare))
        .answers(crate::work::sum)
        .exact(|count| crate::nodes(count, crate::Filled::InNoOrder, crate::PAIR))
        .against("btree_map_grown");
