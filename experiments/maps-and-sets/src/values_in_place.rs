//! Large values in the table: a free place is as large as one that is taken, and growing moves all of them.

use crate::work::{Large, Map, key, large};

// ANCHOR: run
/// Inserts values of 256 bytes.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: Map<u64, Large> = Map::default();
    for number in 0..count {
        map.insert(key(number), large(number)); // heap: may
    }
    map.values().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, values of 256 B in the table", sized(run))
        .at(crate::work::ENTRIES)
        .answers(crate::work::sum)
        .exact(|count| crate::grown(count, 8 + crate::LARGE))
        .against("values_in_place");
