//! A map in which entries come and go and that never has more than a number of them.
//!
//! A place from which an entry was removed is not always free for a new key. When no free place is left, the table is made again:
//! in place if it is at most half full, and otherwise with twice the places.

use crate::work::{Fixed, Map, entries, key};

/// The entries for which the map has room from the start.
const ROOM: usize = 28;

// ANCHOR: run
/// Removes the oldest entry and inserts a new one, a thousand times; `live` entries are there, and room for 28.
#[inline(never)]
pub fn run(live: usize) -> u64 {
    let mut map = Map::with_capacity_and_hasher(ROOM, Fixed::default()); // heap: 1
    map.extend(entries(live)); // heap: may
    for number in live..live + 1_000 {
        map.remove(&key(number - live));
        map.insert(key(number), number as u64); // heap: may
    }
    map.values().sum()
}
// ANCHOR_END: run

const fn places_used(live: usize) -> &'static [usize] {
    if live <= ROOM / 2 { &[32] } else { &[32, 64] }
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap with room for 28, entries come and go", sized(run))
        .at(&[14, 24])
        .answers(|live| (1_000..1_000 + live as u64).sum())
        .exact(|live| crate::one_after_another(crate::PAIR, places_used(live).iter().copied()))
        .against("hash_map_churned");
