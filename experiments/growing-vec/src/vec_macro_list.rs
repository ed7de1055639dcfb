//! `vec![a, b, ...]`: one block of exactly the number of elements that are listed.
//!
//! The list has a length known at compile time, and still its elements are on the heap; an array has them in the frame.

use crate::work::sum;

// ANCHOR: run
/// Lists the numbers below eight.
#[inline(never)]
#[expect(clippy::useless_vec, reason = "this variant is about `vec!`; the lint proposes an array")]
pub fn run() -> u64 {
    sum(&vec![0, 1, 2, 3, 4, 5, 6, 7]) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("vec![0, 1, ..., 7]", run)
    .answers(|_| crate::work::answer(8))
    .exact(|_| crate::one_block(8))
    .against("vec_macro_list");
