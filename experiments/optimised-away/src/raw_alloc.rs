//! No box at all: `std::alloc::alloc` and `dealloc`.
//! It is the call that is known to the optimiser, not the type.

#![allow(unsafe_code, reason = "the allocator is called by hand")]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::hint::black_box;

// ANCHOR: run
/// `alloc` and `dealloc` by hand.
#[inline(never)]
pub fn run() -> u64 {
    let layout = Layout::new::<u64>();
    // SAFETY: the layout is not zero-sized.
    let block = unsafe { alloc(layout) }.cast::<u64>(); // heap: elided
    if block.is_null() {
        handle_alloc_error(layout);
    }
    // SAFETY: the block is not null, and of the layout of a `u64`.
    unsafe { block.write(black_box(16)) };
    // SAFETY: it was just written.
    let number = unsafe { block.read() };
    // SAFETY: the block came from `alloc` with this layout.
    unsafe { dealloc(block.cast(), layout) };
    number + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`alloc` and `dealloc` by hand", run)
    .answers(|_| 17)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
