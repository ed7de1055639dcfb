//! A `HashSet` is a `HashMap` whose values have no size.

use crate::work::{Fixed, entries};
use std::collections::HashSet;

// ANCHOR: run
/// Inserts one key after the other.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut set: HashSet<u64, Fixed> = HashSet::default();
    for (key, _) in entries(count) {
        set.insert(key); // heap: may
    }
    set.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("HashSet, inserted one by one", sized(run))
    .answers(|count| count as u64)
    .exact(|count| crate::grown(count, crate::KEY));
