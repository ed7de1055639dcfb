//! `filter` and `collect` of a `Vec` that is consumed: the few that are left keep the block of all.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Keeps ten numbers of each list.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        kept.push(list.into_iter().filter(|number| number % 100 == 0).collect()); // heap: may
    }
    work::read_all(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a hundred lists, into_iter().filter().collect()", run)
        .answers(|_| crate::work::kept_answer())
        .exact(|_| crate::kept(crate::LIST))
        .against("kept_filtered");
