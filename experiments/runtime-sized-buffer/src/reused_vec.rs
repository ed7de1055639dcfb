//! One `Vec`, cleared and filled again: no allocation once it has grown to the largest size it meets.
//!
//! `clear` drops the elements and keeps the block. The caller need not know the size; the memory stays taken until the `Vec` is dropped.

use crate::work::{checksum, input};
use declaration::Prepared;

// ANCHOR: run
/// Copies `size` bytes into the caller's `Vec`, in place of what it held.
#[inline(never)]
pub fn refill(buffer: &mut Vec<u8>, size: usize) -> u64 {
    buffer.clear();
    buffer.extend_from_slice(input(size)); // heap: may
    checksum(buffer)
}
// ANCHOR_END: run

/// A caller that keeps one `Vec`; the first call makes it grow.
pub fn prepare(size: usize) -> Prepared {
    let mut buffer = Vec::new();
    Box::new(move || refill(&mut buffer, size)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("one Vec, cleared and filled again", prepared(prepare))
        .at(&[5, 1_024, crate::work::LARGEST])
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE);
