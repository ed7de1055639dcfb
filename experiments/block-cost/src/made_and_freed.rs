//! A block is made and freed, and nothing is written into it: what the allocator itself costs.
//!
//! The optimiser removes a block that nothing looks at, so its address goes through `black_box`.
//! Nothing touches the pages of the block, so those that the system has not backed with memory yet stay so.

use std::hint::black_box;

// ANCHOR: run
/// Makes a block of `size` bytes, shows its address, and frees it.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let block = Box::<[u8]>::new_uninit_slice(size); // heap: 1
    black_box(block.as_ptr());
    block.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a block is made and freed", sized(run))
    .alone()
    .answers(|size| size as u64)
    .exact(crate::one_block);
