//! Sixteen numbers are collected and summed.

use std::hint::black_box;

// ANCHOR: run
/// Sixteen numbers collected.
#[inline(never)]
pub fn run() -> u64 {
    let numbers: Vec<u64> = (0..16).collect(); // heap: elided
    black_box(51) + numbers.iter().sum::<u64>()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("sixteen numbers collected", run)
    .answers(|_| 171)
    .debug(|_| declaration::Exact::once(16 * 8))
    .release(|_| declaration::Exact::NONE);
