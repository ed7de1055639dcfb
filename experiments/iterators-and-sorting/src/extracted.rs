//! `extract_if` leaves what stays where it is, so only one list is made.

use crate::work::{list, read};

// ANCHOR: run
/// Takes the odd numbers out.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = list();
    let odd: Vec<u64> = list.extract_if(.., |number| *number % 2 == 1).collect(); // heap: 1, may
    read(&list) + read(&odd)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("extract_if().collect()", run)
    .answers(|_| crate::work::parity_answer())
    .exact(|_| crate::beside_a_list(1))
    .against("partitioned");
