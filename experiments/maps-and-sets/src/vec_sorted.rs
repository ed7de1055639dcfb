//! A sorted `Vec` in place of a map: one block, and nothing in it but entries.

use crate::work::entries;

// ANCHOR: run
/// Collects the entries and sorts them by their keys.
#[inline(never)]
pub fn run(count: usize) -> u64 {
    let mut list: Vec<(u64, u64)> = entries(count).collect(); // heap: 1
    list.sort_unstable_by_key(|(key, _)| *key);
    list.iter().map(|(_, value)| value).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec, collected and sorted", sized(run))
    .answers(crate::work::sum)
    .exact(|count| declaration::Exact::once(crate::PAIR * count as u64));
