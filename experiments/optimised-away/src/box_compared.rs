//! The addresses of two boxes are compared.
//! The optimiser may say "different" without making either.

use std::hint::black_box;

// ANCHOR: run
/// The addresses of two boxes compared.
#[inline(never)]
pub fn run() -> u64 {
    let (one, other) = (Box::new(black_box(15_u64)), Box::new(black_box(15_u64))); // heap: elided
    u64::from(std::ptr::eq(&*one, &*other))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the addresses of two boxes compared", run)
    .answers(|_| 0)
    .debug(|_| declaration::Exact::together(2, 16))
    .release(|_| declaration::Exact::NONE);
