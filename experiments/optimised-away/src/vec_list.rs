//! A `Vec` of four numbers, summed.

#![expect(clippy::useless_vec, reason = "an array would need no block, and the block is what the variant is about")]

use std::hint::black_box;

// ANCHOR: run
/// `vec![a, b, c, d]`, summed.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = vec![black_box(41), 42, 43, 44]; // heap: elided
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`vec![a, b, c, d]`, summed", run)
    .answers(|_| 170)
    .debug(|_| declaration::Exact::once(4 * 8))
    .release(|_| declaration::Exact::NONE);
