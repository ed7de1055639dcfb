//! `Box<[u8]>`: the block of a `Vec` with the capacity forgotten.
//!
//! `into_boxed_slice` hands the block over as it is when length and capacity are equal, which `vec![0; size]` makes them.
//! What is gained is a header of two words instead of three, and a length that cannot change.

use crate::work::{checksum, input};

// ANCHOR: run
/// Copies into a fresh zeroed boxed slice.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = vec![0; size].into_boxed_slice(); // heap: 1, elided
    buffer.copy_from_slice(input(size));
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("vec![0; size].into_boxed_slice()", sized(run))
    .answers(crate::work::answer)
    .exact(crate::one_block);
