//! The work of the timed variants: one block is made and freed, again and again, through the allocator that is measured.
//!
//! The loop is the one thing the variants share, so that a ratio compares the same work. Every allocator is called directly,
//! through its `GlobalAlloc`; none of them is the global allocator of the binary that times them.

#![allow(unsafe_code, reason = "an allocator is called through the methods of `GlobalAlloc`, which are unsafe")]

use std::alloc::{GlobalAlloc, Layout};
use std::hint::black_box;

/// Pairs a call, on one thread.
pub const ONE_THREAD: u64 = 64;
/// Pairs a call on each of two threads: more, so that handing over the work counts for little.
pub const EACH_THREAD: u64 = 256;

// ANCHOR: pairs
/// Makes and frees a block of 64 bytes `pairs` times, and returns how many blocks there were.
///
/// LLVM knows `malloc` and `free` and removes a pair of them whose block nothing looks at, so each layout and each block go
/// through `black_box`.
#[inline]
pub fn make_and_free(allocator: &impl GlobalAlloc, pairs: u64) -> u64 {
    let mut blocks = 0;
    for _ in 0..pairs {
        let layout = black_box(Layout::new::<[u64; 8]>());
        // SAFETY: the layout is not zero-sized.
        let block = black_box(unsafe { allocator.alloc(layout) }); // heap: 4
        let Some(block) = std::ptr::NonNull::new(block) else { break };
        // SAFETY: the block came from this allocator with this layout.
        unsafe { allocator.dealloc(block.as_ptr(), layout) };
        blocks += 1;
    }
    blocks
}
// ANCHOR_END: pairs
