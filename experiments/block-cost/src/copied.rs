//! As many bytes are copied from one block to another; both stay.
//!
//! The two blocks are made beforehand and all their pages are touched, so this is the copy alone.

use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
/// Copies one block over the other, and answers with the sum of the ends of the copy.
#[inline(never)]
pub fn copy(from: &[u8], to: &mut [u8]) -> u64 {
    to.copy_from_slice(black_box(from)); // heap: none
    let to = black_box(to);
    u64::from(to[0]) + u64::from(to[to.len() - 1])
}
// ANCHOR_END: run

/// Makes the two blocks.
pub fn prepare(size: usize) -> Prepared {
    let (from, mut to) = (vec![3; size], vec![1; size]); // heap: 2
    Box::new(move || copy(&from, &mut to)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("as many bytes copied, between blocks that stay", prepared(prepare))
        .alone()
        .answers(|_| 3 + 3)
        .exact(|_| declaration::Exact::NONE)
        .against("made_and_freed");
