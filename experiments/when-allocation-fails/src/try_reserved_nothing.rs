//! `try_reserve_exact(0)`, and `try_reserve` of what is there: no call of the allocator.

use crate::work::{NUMBERS, read};
use std::hint::black_box;

// ANCHOR: run
/// Makes sure that there is room for nothing, and again for what there is room for.
#[inline(never)]
pub fn run() -> u64 {
    let mut empty: Vec<u64> = Vec::new();
    let mut list = Vec::with_capacity(NUMBERS); // heap: 1
    let is_there = empty.try_reserve_exact(black_box(0)).is_ok() && list.try_reserve(black_box(NUMBERS)).is_ok(); // heap: may
    list.extend(0..NUMBERS as u64); // heap: elided
    if is_there { read(&list) + read(&empty) } else { 0 }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("try_reserve_exact(0), try_reserve() of what is there", run)
        .answers(|_| crate::work::answer(crate::work::NUMBERS))
        .exact(|_| crate::exact_list())
        .against(declaration::ITSELF);
