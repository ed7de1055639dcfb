//! `iter().copied()` does not consume the list, so `collect` makes a block of its own.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Copies ten numbers of each list.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        kept.push(list.iter().copied().filter(|number| number % 100 == 0).collect()); // heap: 1, may
    }
    work::read_all(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a hundred lists, iter().copied().filter().collect()", run)
        .answers(|_| crate::work::kept_answer())
        .exact(|_| crate::copied())
        .against("kept_filtered");
