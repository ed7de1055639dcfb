//! `HashMap::insert`: the table doubles, and the process aborts where that fails.

use crate::work::ENTRIES;
use std::collections::HashMap;

// ANCHOR: run
/// Makes a map of a hundred entries.
#[inline(never)]
pub fn run() -> u64 {
    let mut map = HashMap::new(); // heap: may
    for key in 0..ENTRIES {
        map.insert(key, key); // heap: may
    }
    map[&(ENTRIES - 1)] + map.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashMap::insert()", run)
    .answers(|_| 2 * crate::work::ENTRIES - 1)
    .exact(|_| crate::doubled_map())
    .against(declaration::ITSELF);
