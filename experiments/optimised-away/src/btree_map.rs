//! A `BTreeMap` with one entry, in one node.

use std::collections::BTreeMap;
use std::hint::black_box;

// ANCHOR: run
/// A `BTreeMap` of one entry.
#[inline(never)]
pub fn run() -> u64 {
    let map = BTreeMap::from([(black_box(65_u64), 66)]); // heap: 1
    map.values().sum()
}
// ANCHOR_END: run

// A leaf has room for eleven entries, and a header.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `BTreeMap` of one entry", run)
    .answers(|_| 66)
    .exact(|_| declaration::Exact::once(11 * 16 + 16));
