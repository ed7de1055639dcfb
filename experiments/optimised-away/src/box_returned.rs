//! The box comes from a function that is not inlined: the block is made in one function and read in another.

use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn boxed(number: u64) -> Box<u64> {
    Box::new(number) // heap: 1
}

/// A box from a function that is not inlined.
#[inline(never)]
pub fn run() -> u64 {
    *boxed(black_box(24)) + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box from a function that is not inlined", run)
        .answers(|_| 25)
        .exact(|_| declaration::Exact::once(8));
