//! A reference is stored in an element of a slice.

use std::hint::black_box;

// ANCHOR: run
/// Stores a reference through a slice. The elements have a lifetime in their type, and the number lives longer.
#[inline(never)]
pub fn run() -> u64 {
    let (n, other) = (black_box(42_u64), 0);
    let mut places = [&other; 4];
    let slice = black_box(places.as_mut_slice());
    slice[1] = &n;
    *slice[1]
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("stored through a slice", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
