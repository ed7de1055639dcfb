//! A box from a function without any attribute.
//! The function is inlined, and then the box is one that lives in one function.

use std::hint::black_box;

// ANCHOR: run
fn boxed(number: u64) -> Box<u64> {
    Box::new(number) // heap: elided
}

/// A box from a function without attributes.
#[inline(never)]
pub fn run() -> u64 {
    *boxed(black_box(8)) + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box from a function without attributes", run)
        .answers(|_| 9)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
