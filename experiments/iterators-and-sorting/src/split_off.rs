//! `split_off` makes a block for the tail; the head keeps its own.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Takes the second half off.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = list();
    let tail = list.split_off(500); // heap: 1
    read(&list) + read(&tail)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("split_off()", run)
    .answers(|_| crate::work::halves_answer())
    .exact(|_| Exact::together(2, crate::LIST + crate::LIST / 2))
    .against("halved_borrowed");
