//! `ArrayVec`: room for 64 numbers in the value, and never a block.

use crate::work::{numbers, read};
use arrayvec::ArrayVec;

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: ArrayVec<u64, 64> = ArrayVec::new();
    for number in numbers(length) {
        list.push(*number);
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("ArrayVec<u64, 64>, push()", sized(run))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
