//! `SmallVec`: room for four numbers in the value, and a block for more.

use crate::work::{numbers, read};
use smallvec::SmallVec;

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: SmallVec<[u64; 4]> = SmallVec::new();
    for number in numbers(length) {
        list.push(*number); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("SmallVec<[u64; 4]>, push()", sized(run)).answers(crate::work::answer).exact(crate::spilled);
