//! The address is compared with one that the optimiser does not know.
//! That one may be the address of the box, for all it can see, so the box must have one.

use std::hint::black_box;

// ANCHOR: run
/// The box's address compared with an opaque one.
#[inline(never)]
pub fn run() -> u64 {
    let other = 90_u64;
    let boxed = Box::new(black_box(90_u64)); // heap: 1
    90 + u64::from(std::ptr::eq(&raw const *boxed, black_box(&raw const other)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the box's address compared with an opaque one", run)
        .answers(|_| 90)
        .exact(|_| declaration::Exact::once(8));
