//! `shrink_to_fit` after it gives back the room that is not used.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Keeps ten numbers of each list, and room for no more.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        let mut few: Vec<u64> = list.into_iter().filter(|number| number % 100 == 0).collect(); // heap: elided
        few.shrink_to_fit(); // heap: 1
        kept.push(few); // heap: may
    }
    work::read_all(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a hundred lists, collect() and shrink_to_fit()", run)
        .answers(|_| crate::work::kept_answer())
        .exact(|_| crate::shrunk())
        .against("kept_filtered");
