//! `try_reserve(1)` before each `push`: the list grows as it does without, and the caller hears of a failure.

use crate::work::{NUMBERS, read};
use std::collections::TryReserveError;

// ANCHOR: run
#[inline(never)]
fn numbers(count: usize) -> Result<Vec<u64>, TryReserveError> {
    let mut list = Vec::new();
    for number in 0..count as u64 {
        list.try_reserve(1)?; // heap: may
        list.push(number); // heap: elided
    }
    Ok(list)
}

/// Pushes a thousand numbers.
#[inline(never)]
pub fn run() -> u64 {
    numbers(NUMBERS).map_or(0, |list| read(&list))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("try_reserve(1) and push()", run)
    .answers(|_| crate::work::answer(crate::work::NUMBERS))
    .exact(|_| crate::doubled_list())
    .against("pushed");
