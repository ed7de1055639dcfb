//! `try_reserve`: where there is no memory, the caller hears of it.

use crate::work::{NUMBERS, read};
use std::collections::TryReserveError;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn numbers(count: usize) -> Result<Vec<u64>, TryReserveError> {
    let mut list = Vec::new();
    list.try_reserve(count)?; // heap: may
    list.extend(0..count as u64); // heap: elided
    Ok(list)
}

/// Collects a thousand numbers.
#[inline(never)]
pub fn run() -> u64 {
    numbers(black_box(NUMBERS)).map_or(0, |list| read(&list))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("try_reserve()", run)
    .answers(|_| crate::work::answer(crate::work::NUMBERS))
    .exact(|_| crate::exact_list())
    .against("with_capacity");
