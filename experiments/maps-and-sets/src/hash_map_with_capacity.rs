//! `with_capacity`: the table that the entries need, at once.

use crate::work::{Fixed, Map, entries};

// ANCHOR: run
/// Asks for room for all entries first.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = Map::with_capacity_and_hasher(count, Fixed::default()); // heap: may
    for (key, value) in entries(count) {
        map.insert(key, value); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashMap, with_capacity", sized(run))
    .answers(crate::work::sum)
    .exact(|count| declaration::Exact::once(crate::table(crate::PAIR, crate::places(count))));
