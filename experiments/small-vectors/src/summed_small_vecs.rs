//! Reading lists whose numbers are in the value; each is asked first where they are.

use crate::work::pairs;
use declaration::Prepared;
use smallvec::SmallVec;

// ANCHOR: run
/// Sums all numbers of all lists.
#[inline(never)]
pub fn run(lists: &mut [SmallVec<[u64; 4]>]) -> u64 {
    lists.iter().map(|list| list.iter().sum::<u64>()).sum()
}
// ANCHOR_END: run

/// A caller that keeps a thousand lists of two numbers.
pub fn prepare(_: usize) -> Prepared {
    let mut lists: Vec<SmallVec<[u64; 4]>> = pairs().map(|pair| SmallVec::from_slice(&pair)).collect(); // heap: 1
    Box::new(move || run(&mut lists)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 SmallVecs of two, summed", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::pairs_sum())
        .exact(|_| declaration::Exact::NONE)
        .against("summed_vecs");
