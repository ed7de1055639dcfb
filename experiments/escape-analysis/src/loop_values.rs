//! A loop keeps the largest number.

use std::hint::black_box;

// ANCHOR: run
/// Keeps the largest number of all turns.
#[inline(never)]
pub fn run(turns: usize) -> u64 {
    let mut largest: Option<u64> = None;
    for turn in 0..turns as u64 {
        let n = black_box(turn * 7 % 64);
        if largest.is_none_or(|largest| n > largest) {
            largest = Some(n);
        }
    }
    largest.unwrap_or(0)
}
// ANCHOR_END: run

/// The largest of the numbers.
pub fn answer(turns: usize) -> u64 {
    (0..turns as u64).map(|turn| turn * 7 % 64).max().unwrap_or(0)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the value is kept", sized(run)).answers(answer).exact(|_| declaration::Exact::NONE);
