//! A reference is stored in an element of the array itself.

use std::hint::black_box;

// ANCHOR: run
/// Stores a reference in an array.
#[inline(never)]
pub fn run() -> u64 {
    let (n, other) = (black_box(42_u64), 0);
    let mut places = black_box([&other; 4]);
    places[1] = &n;
    *places[1]
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("stored in the array", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
