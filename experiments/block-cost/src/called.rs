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

/// The same with a size, which it does not read.
#[inline(never)]
pub fn run_sized(_: usize) -> u64 {
    answer(black_box(41)) // heap: none
}

/// The same as a closure that was made beforehand.
pub fn prepare(_: usize) -> declaration::Prepared {
    Box::new(|| answer(black_box(41))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a call of a function that is not inlined", run)
        .alone()
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);

pub(crate) static SIZED: declaration::Variant =
    declaration::variant!("called_sized", "the same, of an entry point that takes a size", sized(run_sized))
        .alone()
        .at(&[1])
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);

pub(crate) static PREPARED: declaration::Variant =
    declaration::variant!("called_prepared", "the same, in a closure that was made beforehand", prepared(prepare))
        .alone()
        .without_size()
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
