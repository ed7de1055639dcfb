//! A `Box`: one allocation; the box itself is a local like any other, and what it owns is elsewhere.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows a box, which is one word, and the number that it owns.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let boxed = Box::new(42_u64); // heap: 1
    look(&[Place::of("pointer", &boxed).pointing_to("content"), Place::of("content", &*boxed)]); // heap: unknown
    *boxed
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a number in a Box", run).answers(|_| 42).exact(|_| declaration::Exact::once(8));
