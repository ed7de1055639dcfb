//! A boxed slice has no room to spare: `collect` into one gives it back.

use crate::work::{self, LISTS};

// ANCHOR: run
/// Keeps ten numbers of each list, in a boxed slice.
#[inline(never)]
pub fn run() -> u64 {
    let mut kept: Vec<Box<[u64]>> = Vec::with_capacity(LISTS); // heap: 1
    for list in work::lists() {
        kept.push(list.into_iter().filter(|number| number % 100 == 0).collect()); // heap: 1, may
    }
    work::read_all(&kept)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a hundred lists, collect() into Box<[u64]>", run)
        .answers(|_| crate::work::kept_answer())
        .exact(|_| crate::shrunk_into(crate::BOX))
        .against("kept_filtered");
