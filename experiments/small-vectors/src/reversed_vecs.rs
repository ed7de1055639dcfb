//! Moving lists that are in blocks: three words each, whatever they hold.

use crate::work::pairs;
use declaration::Prepared;

// ANCHOR: run
/// Turns the order of the lists round.
#[inline(never)]
pub fn run(lists: &mut [Vec<u64>]) -> u64 {
    lists.reverse();
    lists.first().map_or(0, |list| list[0]) + lists.last().map_or(0, |list| list[0])
}
// ANCHOR_END: run

/// A caller that keeps a thousand lists of two numbers.
pub fn prepare(_: usize) -> Prepared {
    let mut lists: Vec<Vec<u64>> = pairs().map(|pair| pair.to_vec()).collect(); // heap: 2
    Box::new(move || run(&mut lists)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 Vecs of two, reversed", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::ends_sum())
        .exact(|_| declaration::Exact::NONE)
        .against("reversed_vecs");
