//! `clear` of a `BTreeMap` frees its nodes, so filling it again asks for all of them.

use crate::work::entries;
use declaration::Prepared;
use std::collections::BTreeMap;

// ANCHOR: run
/// Empties the map and fills it again.
#[inline(never)]
pub fn run(map: &mut BTreeMap<u64, u64>, count: usize) -> u64 {
    map.clear();
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

/// A caller that keeps a map in which so many entries have been.
pub fn prepare(count: usize) -> Prepared {
    let mut map = BTreeMap::new();
    run(&mut map, count);
    Box::new(move || run(&mut map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BTreeMap, clear(), filled again", prepared(prepare))
        .answers(crate::work::sum)
        .exact(|count| crate::again(crate::nodes(count, crate::Filled::InNoOrder, crate::PAIR)))
        .against("btree_map_grown");
