//! A `BTreeSet` is a `BTreeMap` whose values have no size.

use crate::work::entries;
use std::collections::BTreeSet;

// ANCHOR: run
/// Inserts one key after the other, in no order.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut set = BTreeSet::new();
    for (key, _) in entries(count) {
        set.insert(key); // heap: 1
    }
    set.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("BTreeSet, inserted in no order", sized(run))
    .answers(|count| count as u64)
    .exact(|count| crate::nodes(count, crate::Filled::InNoOrder, crate::KEY))
    .against("hash_set_grown");
