//! Moving lists whose room is in the value: all of the room moves.

use crate::work::pairs;
use declaration::Prepared;
use smallvec::SmallVec;

// ANCHOR: run
/// Turns the order of the lists round.
#[inline(never)]
pub fn run(lists: &mut [SmallVec<[u64; 4]>]) -> u64 {
    lists.reverse();
    lists.first().map_or(0, |list| list[0]) + lists.last().map_or(0, |list| list[0])
}
// ANCHOR_END: run

/// A caller that keeps a thousand lists of two numbers.
pub fn prepare(_: usize) -> Prepared {
    let mut lists: Vec<SmallVec<[u64; 4]>> = pairs().map(|pair| SmallVec::from_slice(&pair)).collect(); // heap: 1
    Box::new(move || run(&mut lists)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 SmallVecs with room for 4, reversed", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::ends_sum())
        .exact(|_| declaration::Exact::NONE)
        .against("reversed_vecs");
