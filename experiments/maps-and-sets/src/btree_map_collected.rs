//! `collect` into a `BTreeMap`: a list, which is sorted, and nodes that are filled one after the other.

use crate::work::entries;
use std::collections::BTreeMap;

// ANCHOR: run
/// Collects the entries, which come in no order.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let map: BTreeMap<u64, u64> = entries(count).collect(); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("BTreeMap, collected", sized(run))
    .answers(crate::work::sum)
    .exact(crate::bulk)
    .against("btree_map_grown");
