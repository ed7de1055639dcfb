//! `impl Fn`: the function is compiled for this closure, which is passed by value.
//!
//! The closure is a struct of what it captures, one `u64`; it travels in a register and nothing is allocated.

use std::hint::black_box;

// ANCHOR: closure
#[inline(never)]
fn apply(change: impl Fn(u64) -> u64, value: u64) -> u64 {
    change(value)
}

/// Adds a captured number. `black_box` hides both numbers, as if they came from outside.
#[inline(never)]
pub fn run() -> u64 {
    let step = black_box(41);
    apply(move |value| value + step, black_box(1)) // heap: none
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("impl Fn: compiled for the closure's type", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE)
        .against("closure_impl");
