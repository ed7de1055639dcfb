//! A call of a function that is not inlined, and nothing else: the yardstick.
//!
//! The caller puts the argument into a register, calls, and finds the answer in a register.
//! No memory but the return address is written.

use std::hint::black_box;

// ANCHOR: run
/// Not inlined, so that there is a call.
#[inline(never)]
fn answer(number: u64) -> u64 {
    number + 1
}

/// Calls it once. The number is opaque: with a constant one, the optimiser would need no call.
#[inline(never)]
pub fn run() -> u64 {
    answer(black_box(41)) // heap: none
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a call of a function that is not inlined", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
