//! An array and its last element: no allocation; an element is not a thing beside the array, but a part of it.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows an array and the last of its four numbers.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let numbers = [1_u64, 4, 9, 16];
    look(&[Place::of("whole", &numbers), Place::of("last", &numbers[3])]); // heap: unknown
    numbers.iter().sum()
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an array of four numbers", run).answers(|_| 30).exact(|_| declaration::Exact::NONE);
