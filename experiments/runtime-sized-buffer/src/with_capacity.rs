//! `Vec::with_capacity(size)`, then filled: one block, and no byte is written twice.
//!
//! The block is not zeroed: `extend_from_slice` writes into the capacity and moves the length along.

use crate::work::{checksum, input};

// ANCHOR: run
/// Copies into a fresh `Vec` that has the room and no elements.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::with_capacity(size); // heap: 1
    buffer.extend_from_slice(input(size)); // heap: may
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::with_capacity(size), then filled", sized(run))
        .at(&[5, 64, 1_024, crate::work::LARGEST])
        .answers(crate::work::answer)
        .exact(crate::one_block);
