//! An `async fn` that calls itself: its future would contain itself, so each level is boxed.

use crate::work::{block_on, turn};
use std::hint::black_box;

// ANCHOR: run
async fn sum(numbers: &[u64]) -> u64 {
    let [first, rest @ ..] = numbers else { return 0 };
    turn().await;
    first + Box::pin(sum(rest)).await // heap: 1
}

/// Adds ten numbers, a call each.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = black_box([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    block_on(sum(&numbers))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("ten numbers, a recursive async fn", run)
    .answers(|_| 55)
    .exact(|_| declaration::Exact::together(10, 10 * size_of_val(&sum(&[])) as u64))
    .against(declaration::ITSELF);
