//! Inserts into a `BTreeMap` in no order: nodes for eleven entries, which are split when they are full.

use crate::work::entries;
use std::collections::BTreeMap;

// ANCHOR: run
/// Inserts one entry after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = BTreeMap::new();
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("BTreeMap, inserted in no order", sized(run))
    .answers(crate::work::sum)
    .exact(|count| crate::nodes(count, crate::Filled::InNoOrder, crate::PAIR));
