//! `collect` of an iterator that knows how many entries come: one table.

use crate::work::{Map, entries};

// ANCHOR: run
/// Collects a range, whose length is known.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let map: Map<u64, u64> = entries(count).collect(); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("HashMap, collected, the number known", sized(run))
        .answers(crate::work::sum)
        .exact(|count| declaration::Exact::once(crate::table(crate::PAIR, crate::places(count))));
