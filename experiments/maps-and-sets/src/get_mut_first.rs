//! `get_mut` first, which takes a `&str`: a `String` is made of a new path only.

use crate::work::{Map, log};
use declaration::Prepared;

// ANCHOR: run
/// Counts the requests of each path.
#[inline(never)]
pub fn run(log: &str) -> u64 {
    let mut counts: Map<String, u64> = Map::default();
    for path in log.lines() {
        if let Some(count) = counts.get_mut(path) {
            *count += 1;
        } else {
            counts.insert(path.to_owned(), 1); // heap: 1, may
        }
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
    declaration::variant!("1000 lines of 10 paths, get_mut(path) first", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::counted())
        .exact(|_| crate::counted(10))
        .against("entry_owned");
