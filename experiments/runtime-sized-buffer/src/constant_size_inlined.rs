//! The same `vec![0; 8]`, read in sight of the optimiser: one allocation in debug, none in release.
//!
//! Every write to the block and every read of it is in this function, so the eight bytes go through a register and the block is not needed.
//! That is elision, not a move to the stack: the address of the buffer, given to anyone, brings the block back.

#![expect(
    clippy::useless_vec,
    reason = "the lint is right, an array would do; this variant shows what the optimiser does without one"
)]

use crate::work::input;

// ANCHOR: run
/// Copies eight bytes into a fresh `Vec` of eight and reads them as one word, which is their checksum.
#[inline(never)]
pub fn run() -> u64 {
    let mut buffer = vec![0; 8]; // heap: elided
    buffer.copy_from_slice(input(8));
    buffer.first_chunk().copied().map_or(0, u64::from_le_bytes)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("vec![0; 8], read in place", run)
    .answers(|_| crate::work::answer(8))
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE)
    .against("constant_size");
