//! A buffer that is filled and never read: the optimiser could drop it, and does not.
//!
//! A `Vec` of size 0 has no block; its pointer dangles. So the pointer that is written through comes from one of two places,
//! the allocator or a constant, and the optimiser does not follow it back to the allocation.
//! [`unread_nonzero`](crate::unread_nonzero) differs in nothing but a guard against size 0.

use crate::work::input;

// ANCHOR: run
/// Copies into a fresh `Vec` and answers with its length.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = vec![0; size];
    buffer.copy_from_slice(input(size));
    buffer.len() as u64
}
// ANCHOR_END: run
