//! `clear` keeps the table, so a map that is filled again asks for nothing.

use crate::work::{Map, entries};
use declaration::Prepared;

// ANCHOR: run
/// Empties the map and fills it again.
#[inline(never)]
pub fn run(map: &mut Map<u64, u64>, count: usize) -> u64 {
    map.clear();
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

/// A caller that keeps a map in which so many entries have been.
pub fn prepare(count: usize) -> Prepared {
    let mut map: Map<u64, u64> = entries(count).collect(); // heap: may
    Box::new(move || run(&mut map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, clear(), filled again", prepared(prepare))
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE);
