//! `vec![1; size]`: every byte of the block is written.
//!
//! No allocator hands out ones, so the block is made without zeros and filled by a loop or by `memset`.

use std::hint::black_box;

// ANCHOR: run
/// Makes a block of ones, shows its address, and frees it.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let block = vec![1_u8; size]; // heap: 1
    black_box(block.as_ptr());
    block.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("made, every byte written, freed", sized(run))
    .at(crate::TOUCHED)
    .alone()
    .answers(|size| size as u64)
    .exact(crate::one_block)
    .against("touched");
