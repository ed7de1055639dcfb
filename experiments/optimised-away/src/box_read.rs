//! A box whose whole life is in one function: the read is replaced by the number that was stored, and then nobody needs the
//! block.
//! The number is opaque, so it cannot be computed at compile time; the box is removed all the same.

use std::hint::black_box;

// ANCHOR: run
/// A box, read.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(3)); // heap: elided
    *boxed + 1
}
// ANCHOR_END: run

// What the optimiser removes.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a box, read", run)
    .answers(|_| 4)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
