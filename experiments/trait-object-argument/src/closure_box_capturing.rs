//! A boxed closure that captures a number and is given away: one allocation, in debug and in release.
//!
//! The block has the size of what is captured, one `u64`.
//! `apply` is public and not inlined, so the compiler can't follow the box to its end and must make it.

use std::hint::black_box;

// ANCHOR: closure
/// Calls a closure of any type and drops it.
#[inline(never)]
pub fn apply(change: Box<dyn Fn(u64) -> u64>, value: u64) -> u64 {
    change(value) // heap: unknown
}

/// Adds a captured number. `black_box` hides both numbers, as if they came from outside.
#[inline(never)]
pub fn run() -> u64 {
    let step = black_box(41);
    apply(Box::new(move |value| value + step), black_box(1)) // heap: 1
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Box<dyn Fn> that captures a u64, given away", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(8))
        .against("closure_impl");
