//! `&dyn Fn`: any closure, lent. The closure stays where it is, in the caller's frame, and nothing is allocated.
//!
//! `apply` is public, so the compiler must keep a copy that works for any closure, and the call in it is indirect.

use std::hint::black_box;

// ANCHOR: closure
/// Calls a closure of any type.
#[inline(never)]
pub fn apply(change: &dyn Fn(u64) -> u64, value: u64) -> u64 {
    change(value) // heap: unknown
}

/// Adds a captured number. `black_box` hides both numbers, as if they came from outside.
#[inline(never)]
pub fn run() -> u64 {
    let step = black_box(41);
    apply(&move |value| value + step, black_box(1)) // heap: none
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("&dyn Fn: any closure, lent", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE)
    .against("closure_impl");
