//! `heapless::Vec`: room for 64 numbers in the value; `push` hands back what has no place.

use crate::work::{numbers, read};

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: heapless::Vec<u64, 64> = heapless::Vec::new();
    for number in numbers(length) {
        let _ = list.push(*number);
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("heapless::Vec<u64, 64>, push()", sized(run))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
