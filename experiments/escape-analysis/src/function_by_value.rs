//! A number is passed to a function that comes in a variable.

use std::hint::black_box;

// ANCHOR: run
const ON_VALUES: [fn(u64) -> u64; 1] = [|n| n + 2];

/// Passes a number, and takes one.
#[inline(never)]
pub fn run() -> u64 {
    black_box(ON_VALUES)[0](40) // heap: unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a function in a variable, by value", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE);
