//! `select_nth_unstable` puts the ten greatest first, and sorts nothing else.

use crate::work::{MANY, TOP, read, shuffled};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Copies all numbers, puts the ten greatest first, and sorts those.
#[inline(never)]
pub fn run(numbers: &[u64]) -> u64 {
    let mut list = numbers.to_vec(); // heap: 1
    let (top, _, _) = list.select_nth_unstable_by(TOP, |one, other| other.cmp(one));
    top.sort_unstable_by(|one, other| other.cmp(one));
    read(top)
}
// ANCHOR_END: run

/// A caller that has the numbers.
pub fn prepare(_: usize) -> Prepared {
    Box::new(|| run(shuffled(MANY))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the ten greatest, to_vec() and select_nth_unstable()", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::top_answer())
        .exact(|_| Exact::once(8 * crate::work::MANY as u64))
        .against("top_sorted");
