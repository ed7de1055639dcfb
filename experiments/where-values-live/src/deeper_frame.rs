//! A local, and a local of a function that is called while it lives: no allocation, two frames of one stack.
//!
//! The inner frame is at the lower address: this stack grows downwards.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows its own number together with one in the frame of the function it calls.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let outer = 40_u64;
    inner(Place::of("outer", &outer), look) + outer
}

#[inline(never)]
fn inner(outer: Place, look: &mut Look<'_>) -> u64 {
    let inner = 2_u64;
    look(&[outer, Place::of("inner", &inner)]); // heap: unknown
    inner
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a number, and one of a function that is called", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
