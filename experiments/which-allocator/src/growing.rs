//! A `Vec` that grows to ten thousand numbers: one allocation, and a reallocation for each doubling.

use crate::work::{GROWN, read};

// ANCHOR: run
/// Pushes the numbers.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<u64> = Vec::new();
    for number in 0..GROWN {
        list.push(number as u64); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `Vec` that grows", run)
    .answers(|_| crate::grown_answer())
    .exact(|_| crate::ledger::growing())
    .against("growing");
