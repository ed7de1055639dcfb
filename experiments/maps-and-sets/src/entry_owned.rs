//! `entry` takes the key by value: a `String` is made of every path, and dropped again if the path is known.

use crate::work::{Map, log};
use declaration::Prepared;

// ANCHOR: run
/// Counts the requests of each path.
#[inline(never)]
pub fn run(log: &str) -> u64 {
    let mut counts: Map<String, u64> = Map::default();
    for path in log.lines() {
        *counts.entry(path.to_owned()).or_insert(0) += 1; // heap: 1, may
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
    declaration::variant!("1000 lines of 10 paths, entry(path.to_owned())", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::counted())
        .exact(|_| crate::counted(1_000))
        .against("entry_owned");
