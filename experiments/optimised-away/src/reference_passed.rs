//! A reference into the box is given to a function that is not inlined, and is private, so the optimiser may change what it
//! takes.
//! At opt-level 3 it takes a number, instead of its address.

use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn next(number: &u64) -> u64 {
    number + 1
}

/// `&boxed` passed to a private function.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(22)); // heap: elided
    next(&boxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`&boxed` passed to a private function", run)
    .answers(|_| 23)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
