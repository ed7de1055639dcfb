//! `black_box` around the box itself: whoever owns it may look at the block, and may free it.

use std::hint::black_box;

// ANCHOR: run
/// `black_box(boxed)`: the owner is opaque.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = black_box(Box::new(21)); // heap: 1
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`black_box(boxed)`: the owner is opaque", run)
    .answers(|_| 22)
    .exact(|_| declaration::Exact::once(8));
