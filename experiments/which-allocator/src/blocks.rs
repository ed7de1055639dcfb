//! Small blocks, from 16 to 128 bytes, all there at one time, and the last one made is the first one freed.

use crate::work::{BLOCKS, numbers, read};

// ANCHOR: run
/// Makes the blocks, and frees them from the last to the first.
#[inline(never)]
pub fn run() -> u64 {
    let mut blocks: Vec<Box<[u64]>> = Vec::with_capacity(BLOCKS); // heap: 1
    for block in 0..BLOCKS {
        blocks.push(numbers(block).into()); // heap: 1, may
    }
    let mut sum = 0;
    while let Some(block) = blocks.pop() {
        sum += read(&block);
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("small blocks, last in first out", run)
    .answers(|_| crate::work::blocks_answer())
    .exact(|_| declaration::Exact::together(1 + crate::BLOCKS, crate::BLOCKS * crate::FAT + crate::bytes_of_blocks()));
