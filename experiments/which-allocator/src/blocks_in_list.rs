//! The same numbers in one list, with the place where each group of them ends.

use crate::work::{BLOCKS, IN_BLOCKS, numbers, read};

// ANCHOR: run
/// Puts the numbers one behind the other, and reads them from the last group to the first.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<u64> = Vec::with_capacity(IN_BLOCKS); // heap: 1
    let mut starts: Vec<usize> = Vec::with_capacity(BLOCKS); // heap: 1
    for block in 0..BLOCKS {
        starts.push(list.len()); // heap: may
        list.extend_from_slice(numbers(block)); // heap: may
    }
    let mut sum = 0;
    while let Some(start) = starts.pop() {
        sum += read(&list[start..]);
        list.truncate(start);
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same numbers in one list", run)
    .answers(|_| crate::work::blocks_answer())
    .exact(|_| declaration::Exact::together(2, crate::BLOCKS * 8 + crate::bytes_of_blocks()));
