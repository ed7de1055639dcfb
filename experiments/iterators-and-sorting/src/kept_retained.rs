//! `retain` keeps the block, too.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Keeps ten numbers of each list, in the list.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        let mut list = list;
        list.retain(|number| number % 100 == 0);
        kept.push(list); // heap: may
    }
    work::read_all(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a hundred lists, retain()", run)
    .answers(|_| crate::work::kept_answer())
    .exact(|_| crate::kept(crate::LIST))
    .against("kept_filtered");
