//! `collect` after a `filter`: the iterator can't promise a single entry, so the map grows as by `insert`.

use crate::work::{Map, entries};

// ANCHOR: run
/// Collects what passes a filter; here all of it does.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let map: Map<u64, u64> = entries(count).filter(|(key, _)| *key != 0).collect(); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, collected after a filter", sized(run))
        .answers(crate::work::sum)
        .exact(|count| crate::grown(count, crate::PAIR));
