//! A block grows to twice its size, with free space behind it: it stays where it is.
//!
//! The neighbour is made first, so that the block is the last one before the free space.
//! [`grown_hemmed_in`](crate::grown_hemmed_in) makes the same two blocks in the other order.

use std::hint::black_box;

// ANCHOR: run
/// The size of the other block.
pub const NEIGHBOUR: usize = 16_384;

/// Makes the neighbour, makes the block, and lets the block grow. Answers with the new capacity, and with whether the block moved.
#[inline(never)]
pub fn grow(size: usize) -> (usize, bool) {
    let neighbour = Vec::<u8>::with_capacity(NEIGHBOUR); // heap: 1
    let mut block = Vec::<u8>::with_capacity(size); // heap: 1
    black_box(neighbour.as_ptr());
    let before = black_box(block.as_ptr()).addr();
    block.reserve_exact(2 * size); // heap: may
    (block.capacity(), before != black_box(block.as_ptr()).addr())
}
// ANCHOR_END: run

/// Answers with the new capacity alone: whether the block moves is the allocator's affair.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    grow(size).0 as u64
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made, grown to twice its size with free space behind it, freed", sized(run))
        .at(&[16 << 10, 1 << 20])
        .alone()
        .answers(|size| 2 * size as u64)
        .exact(crate::block_and_neighbour)
        .against("grown_in_place");
