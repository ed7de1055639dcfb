//! A function: no allocation; its code is in the program file, in pages that can be executed.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows the code of a function.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    look(&[Place::of_function("code", answer)]); // heap: unknown
    answer()
}

#[inline(never)]
fn answer() -> u64 {
    42
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a function", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
