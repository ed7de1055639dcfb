//! A boxed function pointer, given away: one allocation, in debug and in release.
//!
//! A variable of type `fn(u64) -> u64` may hold any such function, so it holds an address, and the box has to keep it.

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

/// The same function, by its address.
#[inline(never)]
pub fn run() -> u64 {
    let pointer: fn(u64) -> u64 = add;
    apply(Box::new(pointer), black_box(1)) // heap: 1
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Box<dyn Fn> of a function pointer, given away", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(crate::WORD))
        .against("closure_impl");
