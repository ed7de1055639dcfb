//! `vec![0; size]`: one block of the heap for every size, from the first byte on.
//!
//! The counterpart of Go's `make([]byte, size)`.
//! For a type whose zero is all zero bits, the macro asks the allocator for a zeroed block (`alloc_zeroed`) instead of writing the zeros itself.
//! The optimiser keeps the block, whatever the size, because [`checksum`] is given its address.

use crate::work::{checksum, input};

// ANCHOR: run
/// Copies into a fresh zeroed `Vec`.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = vec![0; size]; // heap: 1
    buffer.copy_from_slice(input(size));
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("vec![0; size]", sized(run)).answers(crate::work::answer).exact(crate::one_block);
