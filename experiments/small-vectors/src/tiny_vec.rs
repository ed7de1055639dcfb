//! `TinyVec`: the same without `unsafe` code. Its elements need a default value, with which the room in the value is filled.

use crate::work::{numbers, read};
use tinyvec::TinyVec;

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: TinyVec<[u64; 4]> = TinyVec::new();
    for number in numbers(length) {
        list.push(*number); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("TinyVec<[u64; 4]>, push()", sized(run)).answers(crate::work::answer).exact(crate::spilled);
