//! One entry more than a leaf holds: the leaf is split, and a root is put above the two.

use std::collections::BTreeMap;

// ANCHOR: run
/// Three blocks: two leaves and the root, which also has room for 12 children.
#[inline(never)]
pub fn run() -> u64 {
    let mut squares = BTreeMap::new();
    for number in 0..12_u64 {
        squares.insert(number, number * number); // heap: may
    }
    squares.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`BTreeMap`, 12 inserts", run)
    .answers(|_| 506)
    .exact(|_| declaration::Exact::together(3, 2 * crate::LEAF + (crate::LEAF + 12 * 8)));
