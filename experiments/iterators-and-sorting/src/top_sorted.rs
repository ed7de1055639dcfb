//! The ten greatest: copy all, sort all.

use crate::work::{MANY, TOP, read, shuffled};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Copies all numbers and sorts them.
#[inline(never)]
pub fn run(numbers: &[u64]) -> u64 {
    let mut list = numbers.to_vec(); // heap: 1
    list.sort_unstable_by(|one, other| other.cmp(one));
    read(&list[..TOP])
}
// ANCHOR_END: run

/// A caller that has the numbers.
pub fn prepare(_: usize) -> Prepared {
    Box::new(|| run(shuffled(MANY))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the ten greatest, to_vec() and sort_unstable()", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::top_answer())
        .exact(|_| Exact::once(8 * crate::work::MANY as u64))
        .against("top_sorted");
