//! A boxed function, given away: no allocation, in debug or in release.
//!
//! The name of a function is a value of a type that only this function has. There is nothing to keep, so the value has no size, and a
//! box of it asks the allocator for nothing, as with a closure that captures nothing.

use std::hint::black_box;

// ANCHOR: closure
/// Calls a closure of any type and drops it.
#[inline(never)]
pub fn apply(change: Box<dyn Fn(u64) -> u64>, value: u64) -> u64 {
    change(value) // heap: unknown
}

fn add(value: u64) -> u64 {
    value + 41
}

/// Adds a number that is written in the function. `black_box` hides the other number, as if it came from outside.
#[inline(never)]
pub fn run() -> u64 {
    apply(Box::new(add), black_box(1)) // heap: elided
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Box<dyn Fn> of a function, given away", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE)
    .against("closure_impl");
