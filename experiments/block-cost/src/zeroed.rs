//! `vec![0; size]`, and nothing is written into it.
//!
//! The macro asks for a zeroed block (`alloc_zeroed`, which is `calloc` here).
//! A block of pages fresh from the system is zero already; one that was used before has to be cleared.

use std::hint::black_box;

// ANCHOR: run
/// Makes a zeroed block, shows its address, and frees it.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let block = vec![0_u8; size]; // heap: 1
    black_box(block.as_ptr());
    block.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made with zeros, not touched, freed", sized(run))
        .at(crate::TOUCHED)
        .alone()
        .answers(|size| size as u64)
        .exact(crate::one_block)
        .against("made_and_freed");
