//! `reserve`, on a `Vec` without a block: room for what was asked for, but not for fewer than the first block of a push.

#![expect(
    clippy::reserve_after_initialization,
    reason = "this variant is about `reserve`; for a new Vec the lint's advice is right"
)]

use crate::work::sum;

// ANCHOR: run
/// Reserves room for the numbers, then pushes them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    numbers.reserve(size); // heap: may
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("reserve(size), a push an element", sized(run))
    .at(&[3, 1_000])
    .answers(crate::work::answer)
    .exact(|size| crate::one_block(size.max(4)))
    .against("reserved");
