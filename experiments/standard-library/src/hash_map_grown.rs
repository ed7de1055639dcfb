//! Inserts into an empty `HashMap`: a new, larger table whenever the old one is full.
//!
//! A table cannot be reallocated, since each entry's place depends on the size. The random keys of the hash change the order of
//! the entries, not the sizes of the tables: 4, 8, 16 and 32 places hold 3, 7, 14 and 28 entries.

use std::collections::HashMap;

// ANCHOR: run
/// Four tables, one after the other.
#[inline(never)]
pub fn run() -> u64 {
    let mut squares = HashMap::new(); // heap: may
    for number in 0..20_u64 {
        squares.insert(number, number * number); // heap: may
    }
    squares.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("20 inserts, no capacity asked for", run).answers(|_| 2_470).exact(|_| grown());

/// The tables of 4, 8, 16 and 32 places, each made before the one before it is freed.
pub(crate) const fn grown() -> declaration::Exact {
    let bytes = crate::table(4) + crate::table(8) + crate::table(16) + crate::table(32);
    declaration::Exact {
        requested_bytes: bytes,
        net_bytes: bytes,
        peak_bytes: crate::table(16) + crate::table(32),
        ..declaration::Exact::each(4, 0)
    }
}
