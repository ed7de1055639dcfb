//! ahash, with given seeds: the same tables.

use crate::work::entries;
use ahash::RandomState;
use std::collections::HashMap;

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: HashMap<u64, u64, RandomState> = HashMap::with_hasher(RandomState::with_seeds(1, 2, 3, 4));
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with ahash, inserted one by one", sized(run))
        .at(crate::work::MANY)
        .answers(crate::work::sum)
        .exact(|count| crate::grown(count, crate::PAIR));
