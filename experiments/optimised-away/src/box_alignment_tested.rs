//! The low bits of the address are asked.
//! The layout says what they are: they are zero in every block of this alignment, so no block is needed.

use std::hint::black_box;

// ANCHOR: run
/// Whether the box is aligned.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(86_u64)); // heap: elided
    85 + u64::from((&raw const *boxed).is_aligned())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("whether the box's address is aligned", run)
    .answers(|_| 86)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
