//! Room for eight, two numbers pushed and read back in the same function: can the optimiser do what Go does?
//!
//! It does not move the elements to the stack. Where it sees every use of a block, it may remove the block and its uses together.

use std::hint::black_box;

// ANCHOR: run
/// Pushes two numbers and adds them up in place.
///
/// The numbers are opaque: with constant ones, the answer would be computed at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let (first, second) = (black_box(3_u64), black_box(4));
    let mut numbers = Vec::with_capacity(8); // heap: elided
    numbers.push(first); // heap: elided
    numbers.push(second); // heap: elided
    numbers[0] + numbers[1]
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::with_capacity(8), two pushed and read in place", run)
        .answers(|_| 7)
        .debug(|_| declaration::Exact::once(8 * crate::WORD))
        .release(|_| declaration::Exact::NONE)
        .against("capacity_eight_read");
