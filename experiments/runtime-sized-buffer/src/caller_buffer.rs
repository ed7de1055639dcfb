//! The caller passes the buffer in: no allocation, at any size.
//!
//! Where the bytes live (heap, stack, static) is the caller's decision, made once.
//! The caller must know the size, or pass a buffer of the largest.

use crate::work::{checksum, input};
use declaration::Prepared;

// ANCHOR: run
/// Copies into the caller's buffer, as many bytes as it holds.
#[inline(never)]
pub fn fill(buffer: &mut [u8]) -> u64 {
    buffer.copy_from_slice(input(buffer.len())); // heap: none
    checksum(buffer)
}
// ANCHOR_END: run

/// A caller that made its buffer beforehand.
pub fn prepare(size: usize) -> Prepared {
    let mut buffer = vec![0; size]; // heap: 1
    Box::new(move || fill(&mut buffer)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a slice passed in by the caller", prepared(prepare))
        .at(&[5, 64, 1_024, 65_536, crate::work::LARGEST])
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE);
