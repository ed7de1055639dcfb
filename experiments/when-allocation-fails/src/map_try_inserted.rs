//! `HashMap::try_reserve(1)` before each `insert`.

use crate::work::ENTRIES;
use std::collections::{HashMap, TryReserveError};

// ANCHOR: run
#[inline(never)]
fn entries(count: u64) -> Result<HashMap<u64, u64>, TryReserveError> {
    let mut map = HashMap::new(); // heap: may
    for key in 0..count {
        map.try_reserve(1)?; // heap: may
        map.insert(key, key); // heap: may
    }
    Ok(map)
}

/// Makes a map of a hundred entries.
#[inline(never)]
pub fn run() -> u64 {
    entries(ENTRIES).map_or(0, |map| map[&(ENTRIES - 1)] + map.len() as u64)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashMap::try_reserve(1) and insert()", run)
    .answers(|_| 2 * crate::work::ENTRIES - 1)
    .exact(|_| crate::doubled_map())
    .against("map_inserted");
