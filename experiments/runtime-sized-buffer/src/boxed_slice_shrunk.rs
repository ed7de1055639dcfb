//! `into_boxed_slice` of a `Vec` with capacity to spare: the block is given back to be shrunk.
//!
//! A boxed slice has no capacity, so the block must fit. The fit costs one reallocation, which may move the block.

use crate::work::{checksum, input};

// ANCHOR: run
/// Copies into a `Vec` with twice the room, then boxes the slice.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::with_capacity(2 * size); // heap: 1
    buffer.extend_from_slice(input(size)); // heap: may
    checksum(&buffer.into_boxed_slice()) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec with twice the room, then into_boxed_slice()", sized(run))
        .at(&[64, 1_024])
        .answers(crate::work::answer)
        .exact(|size| declaration::Exact {
            reallocations: 1,
            requested_bytes: 3 * size as u64,
            ..declaration::Exact::once(2 * size as u64)
        });
