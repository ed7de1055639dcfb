//! Looks up each key of a sorted list, by binary search.

use crate::work::{entries, key};
use declaration::Prepared;

// ANCHOR: run
/// The value of a key, found by binary search.
fn value(list: &[(u64, u64)], key: u64) -> u64 {
    list.binary_search_by_key(&key, |(key, _)| *key).map_or(0, |index| list[index].1)
}

/// Looks for the value of every key.
#[inline(never)]
pub fn run(list: &[(u64, u64)], count: usize) -> u64 {
    (0..count).map(|number| value(list, key(number))).sum()
}
// ANCHOR_END: run

/// A caller that has the entries.
pub fn prepare(count: usize) -> Prepared {
    let mut list: Vec<_> = entries(count).collect(); // heap: 1
    list.sort_unstable_by_key(|(key, _)| *key);
    Box::new(move || run(&list, count)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a sorted Vec, 896 keys looked up", prepared(prepare))
        .at(crate::work::FULL)
        .answers(crate::work::sum)
        .exact(|_| declaration::Exact::NONE)
        .against("looked_up_sip");
