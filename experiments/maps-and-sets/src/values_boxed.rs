//! Large values in boxes: a free place has the size of an address, and each value has a block.

use crate::work::{Large, Map, key, large};

// ANCHOR: run
/// Inserts values of 256 bytes, each in a box.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: Map<u64, Box<Large>> = Map::default();
    for number in 0..count {
        map.insert(key(number), Box::new(large(number))); // heap: 1, may
    }
    map.values().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, values of 256 B in boxes", sized(run))
        .answers(crate::work::sum)
        .exact(crate::boxed)
        .against("values_in_place");
