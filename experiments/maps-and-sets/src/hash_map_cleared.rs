//! `clear` keeps the table, so a map that is filled again asks for nothing.

use crate::work::{Map, entries};
use declaration::Prepared;

// ANCHOR: run
/// Fills the map, and empties it for the next call.
#[inline(never)]
pub fn run(map: &mut Map<u64, u64>, count: usize) -> u64 {
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
    let mut map = Map::default();
    run(&mut map, count);
    Box::new(move || run(&mut map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, filled and cleared, again and again", prepared(prepare))
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE);
