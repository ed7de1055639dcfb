//! Room for a number of elements known only at run time, and no element.

use std::hint::black_box;

// ANCHOR: run
/// `Vec::with_capacity(n)`, unused.
#[inline(never)]
pub fn run() -> u64 {
    let numbers: Vec<u64> = Vec::with_capacity(black_box(80)); // heap: elided
    numbers.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Vec::with_capacity(n)`, no push", run)
    .answers(|_| 80)
    .debug(|_| declaration::Exact::once(640))
    .release(|_| declaration::Exact::NONE);
