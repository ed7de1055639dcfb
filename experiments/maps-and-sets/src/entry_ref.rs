//! hashbrown's `entry_ref` takes a borrowed key, and makes an owned one of it when it inserts.

use crate::work::{Fixed, log};
use declaration::Prepared;
use hashbrown::HashMap;

// ANCHOR: run
/// Counts the requests of each path.
#[inline(never)]
pub fn run(log: &str) -> u64 {
    let mut counts: HashMap<String, u64, Fixed> = HashMap::default();
    for path in log.lines() {
        *counts.entry_ref(path).or_insert(0) += 1; // heap: 1, may
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
    declaration::variant!("1000 lines of 10 paths, hashbrown's entry_ref(path)", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::counted())
        .exact(|_| crate::counted(10))
        .against("entry_owned");
