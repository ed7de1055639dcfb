//! The same list with its room from the beginning.

use crate::work::{GROWN, read};

// ANCHOR: run
/// Pushes the numbers into a list that has room for them.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<u64> = Vec::with_capacity(GROWN); // heap: 1
    for number in 0..GROWN {
        list.push(number as u64); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, with_capacity()", run)
    .answers(|_| crate::grown_answer())
    .exact(|_| declaration::Exact::once(8 * crate::work::GROWN as u64))
    .against("growing");
