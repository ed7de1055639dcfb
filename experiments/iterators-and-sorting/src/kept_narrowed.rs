//! Smaller elements: the block stays, and has room for more of them.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Keeps the lowest byte of every number of each list.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Vec<u32>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        kept.push(list.into_iter().map(|number| number as u32).collect()); // heap: 1, may
    }
    work::read_narrow(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a hundred lists, into_iter().map(as u32).collect()", run)
        .answers(|_| crate::work::narrow_answer())
        .exact(|_| crate::narrowed())
        .against("kept_filtered");
