//! `SmallVec<[u8; 64]>`: up to 64 bytes inside the value itself, more on the heap, decided at run time.
//!
//! The inline part is not zeroed. A byte over the limit, and the value still carries the inline part, unused, beside its block.

use crate::work::{checksum, input};
use smallvec::SmallVec;

// ANCHOR: run
/// Copies into a fresh `SmallVec` with room for 64 bytes in the frame.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = SmallVec::<[u8; 64]>::with_capacity(size); // heap: may
    buffer.extend_from_slice(input(size)); // heap: may
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("SmallVec<[u8; 64]>", sized(run))
    .at(&[5, 64, 65, 1_024])
    .answers(crate::work::answer)
    .exact(|size| crate::above(64, size));
