//! A thousand blocks live together, and are freed in the reverse of the order in which they were made, as nested scopes and recursion do.
//!
//! The cache of the thread takes the first few; the others go back to the arena.

use declaration::Prepared;
use std::hint::black_box;
use std::mem::MaybeUninit;

// ANCHOR: run
type Block = Box<[MaybeUninit<u8>]>;

/// Makes as many blocks as `blocks` has room for, and frees them, last to first. Answers with their number.
#[inline(never)]
pub fn make_and_free(blocks: &mut Vec<Block>, size: usize) -> u64 {
    for _ in 0..blocks.capacity() {
        let block = Box::new_uninit_slice(size); // heap: 1
        black_box(block.as_ptr());
        blocks.push(block); // heap: may
    }
    let mut freed = 0;
    while let Some(block) = blocks.pop() {
        drop(block);
        freed += 1;
    }
    freed
}
// ANCHOR_END: run

/// Makes the list of the blocks, so that it is no part of a call.
pub fn prepare(size: usize) -> Prepared {
    let mut blocks = Vec::with_capacity(1000); // heap: 1
    Box::new(move || make_and_free(&mut blocks, black_box(size))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 blocks made, then freed in reverse order", prepared(prepare))
        .at(crate::OF_MANY)
        .alone()
        .answers(|_| crate::MANY)
        .exact(crate::many_together)
        .against("one_at_a_time");
