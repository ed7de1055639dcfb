//! `reserve_exact`, on a `Vec` without a block: room for exactly what was asked for.

use crate::work::sum;

// ANCHOR: run
/// Reserves room for the numbers and no more, then pushes them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    numbers.reserve_exact(size); // heap: may
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("reserve_exact(size), a push an element", sized(run))
        .at(&[3, 1_000])
        .answers(crate::work::answer)
        .exact(crate::one_block)
        .against("reserved");
