//! A boxed closure that captures nothing and is given away: no allocation, in debug or in release.
//!
//! The closure is a struct without fields, so its size is zero, and a box of a value without size asks the allocator for nothing.
//! This is a rule of `Box`, not an optimisation, so opt-level 0 keeps it too.

use std::hint::black_box;

// ANCHOR: closure
/// Calls a closure of any type and drops it.
#[inline(never)]
pub fn apply(change: Box<dyn Fn(u64) -> u64>, value: u64) -> u64 {
    change(value) // heap: unknown
}

/// Adds a number that is written in the closure's body. `black_box` hides the other number, as if it came from outside.
#[inline(never)]
pub fn run() -> u64 {
    apply(Box::new(|value| value + 41), black_box(1)) // heap: elided
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Box<dyn Fn> that captures nothing, given away", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE)
        .against("closure_impl");
