//! Room for four is asked for beforehand, and four numbers are pushed, one line each.

#![expect(clippy::vec_init_then_push, reason = "the pushes are what the variant is about")]

use std::hint::black_box;

// ANCHOR: run
/// `with_capacity(4)` and four pushes.
#[inline(never)]
pub fn run() -> u64 {
    let first = black_box(47);
    let mut numbers = Vec::with_capacity(4); // heap: elided
    numbers.push(first); // heap: elided
    numbers.push(48); // heap: elided
    numbers.push(49); // heap: elided
    numbers.push(50); // heap: elided
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`with_capacity(4)` and four pushes", run)
    .answers(|_| 194)
    .debug(|_| declaration::Exact::once(4 * 8))
    .release(|_| declaration::Exact::NONE);
