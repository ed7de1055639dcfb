//! `sort_unstable` and `dedup` of a list of `&str`.

use crate::work::tags;
use declaration::Exact;

// ANCHOR: run
/// Counts the different tags, in a list.
#[inline(never)]
pub fn run() -> u64 {
    let mut seen: Vec<&str> = tags().collect(); // heap: 1
    seen.sort_unstable();
    seen.dedup();
    seen.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 tags, sort_unstable() and dedup()", run)
    .answers(|_| crate::work::TAGS_ONCE)
    .exact(|_| Exact::once(1_000 * crate::STR))
    .against("tags_deduplicated");
