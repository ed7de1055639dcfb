//! `try_reserve_exact(1)` before each `push`: each of them reallocates.

use crate::work::{NUMBERS, read};
use std::collections::TryReserveError;

// ANCHOR: run
#[inline(never)]
fn numbers(count: usize) -> Result<Vec<u64>, TryReserveError> {
    let mut list = Vec::new();
    for number in 0..count as u64 {
        list.try_reserve_exact(1)?; // heap: may
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

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("try_reserve_exact(1) and push()", run)
    .answers(|_| crate::work::answer(crate::work::NUMBERS))
    .exact(|_| declaration::Exact {
        reallocations: crate::work::NUMBERS as u64 - 1,
        requested_bytes: 8 * (1..=crate::work::NUMBERS as u64).sum::<u64>(),
        ..declaration::Exact::once(8 * crate::work::NUMBERS as u64)
    })
    .against("pushed");
