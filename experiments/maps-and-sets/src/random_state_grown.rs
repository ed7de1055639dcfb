//! `HashMap::new`: SipHash 1-3 with random keys, which change the places of the entries and not the tables.

use crate::work::entries;
use std::collections::HashMap;

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: HashMap<u64, u64> = HashMap::new(); // heap: may
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with random keys (std's default), inserted one by one", sized(run))
        .at(crate::work::MANY)
        .answers(crate::work::sum)
        .exact(|count| crate::grown(count, crate::PAIR));
