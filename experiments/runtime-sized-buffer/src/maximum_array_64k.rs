//! An array of the largest size, of which a part is used: no allocation, and all of it is zeroed on every call.
//!
//! The size of the frame is fixed when the program is compiled; the size in use is not.
//! A size over the maximum panics here; a library returns an error or goes to the heap, as [`small_vec_64`](crate::small_vec_64) does.
//! The maximum is 64 KiB: what the zeroing costs a call that needs five bytes. Arrays near the size of a stack are for the chapter on fixed arrays.

use crate::work::{checksum, input};

// ANCHOR: run
const MAXIMUM: usize = 65_536;

/// Copies into the front of an array in the frame.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut storage = [0; MAXIMUM]; // heap: none
    let buffer = &mut storage[..size];
    buffer.copy_from_slice(input(size));
    checksum(buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the front of a zeroed [u8; 65536]", sized(run))
        .at(&[5, 65_536])
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE);
