//! `drain` of a part gives an iterator; what is collected from it needs a block.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Drains the second half into a list of its own.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = list();
    let tail: Vec<u64> = list.drain(500..).collect(); // heap: 1
    read(&list) + read(&tail)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("drain(500..).collect()", run)
    .answers(|_| crate::work::halves_answer())
    .exact(|_| Exact::together(2, crate::LIST + crate::LIST / 2))
    .against("halved_borrowed");
