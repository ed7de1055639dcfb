//! Keys that borrow from the log: there is nothing to copy, while the log lives.

use crate::work::{Map, log};
use declaration::Prepared;

// ANCHOR: run
/// Counts the requests of each path.
#[inline(never)]
pub fn run(log: &str) -> u64 {
    let mut counts: Map<&str, u64> = Map::default();
    for path in log.lines() {
        *counts.entry(path).or_insert(0) += 1; // heap: may
    }
    counts.values().map(|count| count * count).sum()
}
// ANCHOR_END: run

/// A caller that has the log.
pub fn prepare(_: usize) -> Prepared {
    let log = log();
    Box::new(move || run(&log)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 lines of 10 paths, keys of type &str", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::counted())
        .exact(|_| crate::grown(crate::work::PATHS, crate::BORROWED_PAIR))
        .against("entry_owned");
