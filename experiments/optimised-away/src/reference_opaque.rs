//! `black_box` around a reference into the box: whoever has the reference may look at the block, so the block must exist.

use std::hint::black_box;

// ANCHOR: run
/// `black_box(&*boxed)`: the reference is opaque.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(20)); // heap: 1
    *black_box(&*boxed) + 1
}
// ANCHOR_END: run

// What stops it.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`black_box(&*boxed)`: the reference is opaque", run)
        .answers(|_| 21)
        .exact(|_| declaration::Exact::once(8));
