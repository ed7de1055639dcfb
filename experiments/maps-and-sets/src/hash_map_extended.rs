//! `extend` of a map that is not empty: it makes room for half of what comes, because the other half may be there already.

use crate::work::{Map, entries};

// ANCHOR: run
/// Extends a map that has one entry by all others.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut map = Map::default();
    let mut entries = entries(count);
    map.extend(entries.next()); // heap: may
    map.extend(entries); // heap: may
    map.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashMap with an entry, extended", sized(run))
    .answers(crate::work::sum)
    .exact(crate::extended);
