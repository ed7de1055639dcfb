//! The number itself: there is nothing to remove, and the others are compared with it.

use std::hint::black_box;

// ANCHOR: run
/// The number itself.
#[inline(never)]
pub fn run() -> u64 {
    let number = black_box(2); // heap: none
    number + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the number itself", run).answers(|_| 3).exact(|_| declaration::Exact::NONE);
