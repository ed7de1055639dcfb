//! A local variable: no allocation, in the frame of its function.
//!
//! The frame is made by moving the stack pointer when the function begins, for all its locals at once.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows a number in this function's frame.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let number = 42_u64;
    look(&[Place::of("number", &number)]); // heap: unknown
    number
}
// ANCHOR_END: show

// ANCHOR: run
/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a number", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
