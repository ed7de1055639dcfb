//! `partition` knows neither length, so both lists grow.

use crate::work::{list, read};

// ANCHOR: run
/// Separates even numbers from odd ones.
#[inline(never)]
pub fn run() -> u64 {
    let list = list();
    let (even, odd): (Vec<u64>, Vec<u64>) = list.into_iter().partition(|number| number % 2 == 0); // heap: may
    read(&even) + read(&odd)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("into_iter().partition()", run)
    .answers(|_| crate::work::parity_answer())
    .exact(|_| crate::beside_a_list(2))
    .against("partitioned");
