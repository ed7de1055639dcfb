//! A `HashMap` collected after `filter`: the lower bound of the hint is zero, so the table grows as if by `insert`.

use std::collections::HashMap;

// ANCHOR: run
#[inline(never)]
fn squares(count: u64) -> HashMap<u64, u64> {
    (0..2 * count)
        .filter(|number| number % 2 == 0)
        .map(|number| number / 2)
        .map(|number| (number, number * number))
        .collect() // heap: may
}

/// Four tables, one after the other.
#[inline(never)]
pub fn run() -> u64 {
    squares(20).values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`HashMap` of 20 out of 40 collected, length not known", run)
        .answers(|_| 2_470)
        .exact(|_| crate::hash_map_grown::grown());
