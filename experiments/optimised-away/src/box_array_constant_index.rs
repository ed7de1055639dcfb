//! A box of 64 numbers, of which one is read, at an index that is known when compiling.
//! The read becomes the value that was stored there.

use std::hint::black_box;

// ANCHOR: run
/// A boxed array, read at a constant index.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new([black_box(11); 64]); // heap: elided
    boxed[7] + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a boxed array, read at a constant index", run)
    .answers(|_| 12)
    .debug(|_| declaration::Exact::once(64 * 8))
    .release(|_| declaration::Exact::NONE);
