//! A mark in the trace of a program.

#![allow(unsafe_code, reason = "a mark is a raw allocation")]

use std::alloc::{GlobalAlloc, Layout, System, handle_alloc_error};
use std::hint::black_box;

/// The alignment of a mark's block.
pub(crate) const ALIGNMENT: usize = 8192;

/// Marks this place in the trace. Call it before and after what is to be seen.
///
/// Size, alignment and block are opaque: a block that is made and freed at once would be the first that an optimiser removes.
pub fn mark() {
    let layout = Layout::from_size_align(1, ALIGNMENT).expect("one byte at a power of two is a layout");
    // SAFETY: the layout is not zero-sized.
    let block = black_box(unsafe { System.alloc(black_box(layout)) });
    if block.is_null() {
        handle_alloc_error(layout);
    }
    // SAFETY: `block` came from `System` with this layout.
    unsafe { System.dealloc(block, layout) }
}
