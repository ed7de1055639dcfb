//! A box of 64 numbers, of which one is read, at an index that is known only at run time.
//! No value takes the place of that read, so the block stays: the optimiser removes blocks, it does not move them to the stack.

use std::hint::black_box;

// ANCHOR: run
/// A boxed array, read at a run-time index.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new([black_box(27); 64]); // heap: 1
    boxed[black_box(7)] + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a boxed array, read at a run-time index", run)
    .answers(|_| 28)
    .exact(|_| declaration::Exact::once(64 * 8));
