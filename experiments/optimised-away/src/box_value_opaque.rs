//! `black_box` around what is read from the box does not keep the box: it hides a number, and the number was copied out before.

use std::hint::black_box;

// ANCHOR: run
/// `black_box(*boxed)`: what was read is opaque.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(4); // heap: elided
    black_box(*boxed) + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`black_box(*boxed)`: what was read is opaque", run)
        .answers(|_| 5)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
