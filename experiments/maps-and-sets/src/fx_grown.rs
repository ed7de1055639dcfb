//! rustc-hash, the hash function of the compiler: the same tables.

use crate::work::entries;
use rustc_hash::FxBuildHasher;
use std::collections::HashMap;

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: HashMap<u64, u64, FxBuildHasher> = HashMap::default();
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with rustc-hash, inserted one by one", sized(run))
        .at(crate::work::MANY)
        .answers(crate::work::sum)
        .exact(|count| crate::grown(count, crate::PAIR));
