//! `BTreeMap::new` does not allocate; the first insert makes a leaf with room for 11 entries.

use std::collections::BTreeMap;

// ANCHOR: run
/// One block, by the first insert.
#[inline(never)]
pub fn run() -> u64 {
    let mut squares = BTreeMap::new();
    for number in 0..11_u64 {
        squares.insert(number, number * number); // heap: may
    }
    squares.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`BTreeMap`, 11 inserts", run)
    .answers(|_| 385)
    .exact(|_| declaration::Exact::once(crate::LEAF));
