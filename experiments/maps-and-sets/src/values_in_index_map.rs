//! An `IndexMap` with large values: it has them in a list, and their numbers in a table.

use crate::work::{Fixed, Large, key, large};
use indexmap::IndexMap;

// ANCHOR: run
/// Inserts values of 256 bytes.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: IndexMap<u64, Large, Fixed> = IndexMap::default(); // heap: elided
    for number in 0..count {
        map.insert(key(number), large(number)); // heap: may
    }
    map.values().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("IndexMap, values of 256 B", sized(run))
    .answers(crate::work::sum)
    .exact(|count| crate::indexed(count, 8 + crate::LARGE))
    .against("values_in_place");
