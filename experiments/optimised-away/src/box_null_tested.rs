//! The address of the box is compared with null.
//! A box is never null, and the optimiser says so without making it.

use std::hint::black_box;

// ANCHOR: run
/// The box's address compared with null.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(85_u64)); // heap: elided
    85 + u64::from((&raw const *boxed).is_null())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the box's address compared with null", run)
    .answers(|_| 85)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
