//! `SmallVec<[u8; 32]>`: up to 32 bytes inside the value itself, more on the heap, decided at run time.
//!
//! The limit that the Go compiler chose for `make([]byte, size)` from 1.25 on, here in the type, where the reader sees it and the author sets it.

use crate::work::{checksum, input};
use smallvec::SmallVec;

// ANCHOR: run
/// Copies into a fresh `SmallVec` with room for 32 bytes in the frame.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = SmallVec::<[u8; 32]>::with_capacity(size); // heap: may
    buffer.extend_from_slice(input(size)); // heap: may
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("SmallVec<[u8; 32]>", sized(run))
    .at(&[5, 32, 33, 64, 65])
    .answers(crate::work::answer)
    .exact(|size| crate::above(32, size));
