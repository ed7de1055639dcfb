//! Inserts into a `HashMap` whose capacity was asked for: one table.

use std::collections::HashMap;

// ANCHOR: run
/// One table of 32 places; the growth in `insert` is not reached.
#[inline(never)]
pub fn run() -> u64 {
    let mut squares = HashMap::with_capacity(20); // heap: 1, may
    for number in 0..20_u64 {
        squares.insert(number, number * number); // heap: may
    }
    squares.values().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("20 inserts, capacity asked for", run)
    .answers(|_| 2_470)
    .exact(|_| declaration::Exact::once(crate::table(32)));
