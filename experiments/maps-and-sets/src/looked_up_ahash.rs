//! Looks up each key of a full map, by ahash.

use crate::work::{entries, key};
use ahash::RandomState;
use declaration::Prepared;
use std::collections::HashMap;

// ANCHOR: run
/// Looks for the value of every key.
#[inline(never)]
pub fn run(map: &HashMap<u64, u64, RandomState>, count: usize) -> u64 {
    (0..count).map(|number| map.get(&key(number)).copied().unwrap_or(0)).sum()
}
// ANCHOR_END: run

/// A caller that has the entries.
pub fn prepare(count: usize) -> Prepared {
    let mut map: HashMap<_, _, _> = HashMap::with_hasher(RandomState::with_seeds(1, 2, 3, 4));
    map.extend(entries(count)); // heap: may
    Box::new(move || run(&map, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with ahash, 896 keys looked up", prepared(prepare))
        .at(crate::work::FULL)
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE)
        .against("looked_up_sip");
