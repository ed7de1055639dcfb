//! `Vec::with_capacity`: where there is no memory, the process aborts.

use crate::work::{NUMBERS, read};
use std::hint::black_box;

// ANCHOR: run
/// Collects a thousand numbers.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = Vec::with_capacity(black_box(NUMBERS)); // heap: 1
    list.extend(0..NUMBERS as u64); // heap: may
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::with_capacity()", run)
    .answers(|_| crate::work::answer(crate::work::NUMBERS))
    .exact(|_| crate::exact_list())
    .against(declaration::ITSELF);
