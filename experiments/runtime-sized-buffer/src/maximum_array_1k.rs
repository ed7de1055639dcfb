//! An array of the largest size, of which a part is used: no allocation, and all of it is zeroed on every call.
//!
//! The size of the frame is fixed when the program is compiled; the size in use is not.
//! A size over the maximum panics here; a library returns an error or goes to the heap, as [`small_vec_64`](crate::small_vec_64) does.
//! The maximum is 1 KiB.

use crate::work::{checksum, input};

// ANCHOR: run
const MAXIMUM: usize = 1_024;

/// Copies into the front of an array in the frame.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut storage = [0; MAXIMUM];
    let buffer = &mut storage[..size];
    buffer.copy_from_slice(input(size));
    checksum(buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the front of a zeroed [u8; 1024]", sized(run))
    .at(&[5, 64, 1_024])
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
