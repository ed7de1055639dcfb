//! A `HashMap` collected from an iterator that knows its length: one table, with room for the lower bound of the hint.
//!
//! The bound counts entries before keys are compared, so many entries under few keys get a table that is too large.

use std::collections::HashMap;

// ANCHOR: run
#[inline(never)]
fn squares(count: u64) -> HashMap<u64, u64> {
    (0..count).map(|number| (number, number * number)).collect() // heap: may
}

/// One table of 32 places.
#[inline(never)]
pub fn run() -> u64 {
    squares(20).values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`HashMap` of 20 collected, length known", run)
    .answers(|_| 2_470)
    .exact(|_| declaration::Exact::once(crate::table(32)));
