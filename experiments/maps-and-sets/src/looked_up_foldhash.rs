//! Looks up each key of a full map, by foldhash.

use crate::work::{entries, key};
use declaration::Prepared;
use foldhash::fast::FixedState;
use std::collections::HashMap;

// ANCHOR: run
/// Looks for the value of every key.
#[inline(never)]
pub fn run(map: &HashMap<u64, u64, FixedState>, count: usize) -> u64 {
    (0..count).map(|number| map.get(&key(number)).copied().unwrap_or(0)).sum()
}
// ANCHOR_END: run

/// A caller that has the entries.
pub fn prepare(count: usize) -> Prepared {
    let mut map: HashMap<_, _, FixedState> = HashMap::default();
    map.extend(entries(count)); // heap: may
    Box::new(move || run(&map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with foldhash, 896 keys looked up", prepared(prepare))
        .at(crate::work::FULL)
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE)
        .against("looked_up_sip");
