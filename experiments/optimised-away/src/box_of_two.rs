//! One of two boxes, chosen at run time.
//! What was read is replaced by the numbers, but one call frees whichever of the two it was.

use std::hint::black_box;

// ANCHOR: run
/// One of two boxes, chosen at run time.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = if black_box(true) { Box::new(black_box(28)) } else { Box::new(black_box(29)) }; // heap: 1
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("one of two boxes, chosen at run time", run)
    .answers(|_| 29)
    .exact(|_| declaration::Exact::once(8));
