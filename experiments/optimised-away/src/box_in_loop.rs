//! A box for each turn of a loop.
//! Each dies in its turn, so each is removed.

use std::hint::black_box;

// ANCHOR: run
/// A box in each of sixteen turns.
#[inline(never)]
pub fn run() -> u64 {
    let mut sum = 0;
    for turn in 0..16 {
        let boxed = Box::new(black_box(turn)); // heap: elided
        sum += *boxed;
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a box in each of sixteen turns", run)
    .answers(|_| 120)
    .debug(|_| declaration::Exact::each(16, 8))
    .release(|_| declaration::Exact::NONE);
