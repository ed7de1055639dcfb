//! Looks up each key of a `BTreeMap`.

use crate::work::{entries, key};
use declaration::Prepared;
use std::collections::BTreeMap;

// ANCHOR: run
/// Looks for the value of every key.
#[inline(never)]
pub fn run(map: &BTreeMap<u64, u64>, count: usize) -> u64 {
    (0..count).map(|number| map.get(&key(number)).copied().unwrap_or(0)).sum()
}
// ANCHOR_END: run

/// A caller that has the entries.
pub fn prepare(count: usize) -> Prepared {
    let map: BTreeMap<_, _> = entries(count).collect(); // heap: may
    Box::new(move || run(&map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BTreeMap, 896 keys looked up", prepared(prepare))
        .at(crate::work::FULL)
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE)
        .against("looked_up_sip");
