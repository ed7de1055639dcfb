//! Reading lists that are each in a block: the numbers are one step away from the list.

use crate::work::pairs;
use declaration::Prepared;

// ANCHOR: run
/// Sums all numbers of all lists.
#[inline(never)]
pub fn run(lists: &mut [Vec<u64>]) -> u64 {
    lists.iter().map(|list| list.iter().sum::<u64>()).sum()
}
// ANCHOR_END: run

/// A caller that keeps a thousand lists of two numbers.
pub fn prepare(_: usize) -> Prepared {
    let mut lists: Vec<Vec<u64>> = pairs().map(|pair| pair.to_vec()).collect(); // heap: 2
    Box::new(move || run(&mut lists)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 Vecs of two, summed", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::pairs_sum())
    .exact(|_| declaration::Exact::NONE)
    .against("summed_vecs");
