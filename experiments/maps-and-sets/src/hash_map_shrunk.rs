//! `shrink_to_fit` makes a smaller table and moves every entry into it.

use crate::work::{Fixed, Map, entries};

// ANCHOR: run
/// Asks for four times the room that is needed, and gives it back.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = Map::with_capacity_and_hasher(4 * count, Fixed::default()); // heap: may
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.shrink_to_fit(); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, four times the room, shrink_to_fit", sized(run))
        .answers(crate::work::sum)
        .exact(|count| crate::one_after_another(crate::PAIR, [crate::places(4 * count), crate::places(count)]))
        .against("hash_map_with_capacity");
