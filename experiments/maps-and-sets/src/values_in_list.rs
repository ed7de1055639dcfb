//! Large values in a `Vec`, and their numbers in the table.

use crate::work::{Large, Map, key, large};

// ANCHOR: run
/// Pushes values of 256 bytes to a list, and keeps in the map where they are.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map: Map<u64, u32> = Map::default();
    let mut values: Vec<Large> = Vec::new();
    for number in 0..count {
        map.insert(key(number), values.len() as u32); // heap: may
        values.push(large(number)); // heap: may
    }
    map.values().map(|index| values[*index as usize][0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap of numbers, values of 256 B in a Vec", sized(run))
        .answers(crate::work::sum)
        .exact(crate::listed)
        .against("values_in_place");
