//! The same as a loop in one future.

use crate::work::{block_on, turn};
use std::hint::black_box;

// ANCHOR: run
async fn sum(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        turn().await;
        sum += number;
    }
    sum
}

/// Adds ten numbers.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = black_box([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    block_on(sum(&numbers))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("ten numbers, a loop", run)
    .answers(|_| 55)
    .exact(|_| declaration::Exact::NONE)
    .against("recursive_boxed");
