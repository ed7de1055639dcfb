//! Room for four is asked for, and the first of four numbers is made opaque only then.
//! `black_box` may touch all memory that anybody else may reach, and the function that would grow the `Vec` may reach it.

#![expect(clippy::vec_init_then_push, reason = "the pushes are what the variant is about")]

use std::hint::black_box;

// ANCHOR: run
/// The four pushes, around a `black_box`.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(4);
    numbers.push(black_box(147));
    numbers.push(48);
    numbers.push(49);
    numbers.push(50);
    numbers.iter().sum()
}
// ANCHOR_END: run
