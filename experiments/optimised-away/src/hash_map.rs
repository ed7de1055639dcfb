//! A `HashMap` with one entry.
//! The table is made and grown by functions that are not inlined.

use std::collections::HashMap;
use std::hint::black_box;

// ANCHOR: run
/// A `HashMap` of one entry.
#[inline(never)]
pub fn run() -> u64 {
    let map = HashMap::from([(black_box(63_u64), 64)]); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

// Four buckets, a control byte for each, and a group of sixteen more.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `HashMap` of one entry", run)
    .answers(|_| 64)
    .exact(|_| declaration::Exact::once(4 * 16 + 4 + 16));
