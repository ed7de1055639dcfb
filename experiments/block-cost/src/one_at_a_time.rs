//! A thousand times, a block is made and freed before the next one is made.
//!
//! The allocator hands out the same block again and again: the one that was freed last.

use std::hint::black_box;

// ANCHOR: run
/// Makes and frees `BLOCKS` blocks of `size` bytes, one after the other. Answers with their number.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    const BLOCKS: u64 = 1000;
    let mut made = 0;
    for _ in 0..BLOCKS {
        let block = Box::<[u8]>::new_uninit_slice(size); // heap: 1
        black_box(block.as_ptr());
        made += 1;
    }
    made
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 blocks, each freed before the next is made", sized(run))
        .at(crate::OF_MANY)
        .alone()
        .answers(|_| crate::MANY)
        .exact(|size| declaration::Exact::each(crate::MANY, size as u64))
        .against("one_at_a_time");
