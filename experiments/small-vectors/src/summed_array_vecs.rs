//! Reading lists whose numbers are always in the value.

use crate::work::pairs;
use arrayvec::ArrayVec;
use declaration::Prepared;

// ANCHOR: run
/// Sums all numbers of all lists.
#[inline(never)]
pub fn run(lists: &mut [ArrayVec<u64, 4>]) -> u64 {
    lists.iter().map(|list| list.iter().sum::<u64>()).sum()
}
// ANCHOR_END: run

/// A caller that keeps a thousand lists of two numbers.
pub fn prepare(_: usize) -> Prepared {
    let mut lists: Vec<ArrayVec<u64, 4>> = pairs().map(ArrayVec::from_iter).collect(); // heap: 1
    Box::new(move || run(&mut lists)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 ArrayVecs of two, summed", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::pairs_sum())
        .exact(|_| declaration::Exact::NONE)
        .against("summed_vecs");
