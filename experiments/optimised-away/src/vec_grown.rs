//! A `Vec` without room, and one push: the standard library grows it in a function that is not inlined, which gets the address of
//! the `Vec`.

#![expect(clippy::vec_init_then_push, reason = "the push is what the variant is about")]

use std::hint::black_box;

// ANCHOR: run
/// `Vec::new()` and a push.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::new();
    numbers.push(black_box(52)); // heap: may
    numbers[0] + 1
}
// ANCHOR_END: run

// What is never removed; and what never was there.
// The smallest capacity of a growing Vec of words is 4.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Vec::new()` and a push", run).answers(|_| 53).exact(|_| declaration::Exact::once(4 * 8));
