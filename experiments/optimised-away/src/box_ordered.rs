//! Which of two boxes lies lower?
//! That the addresses differ is known without making the blocks; which is the smaller is not, so both stay.

use std::hint::black_box;

// ANCHOR: run
/// The addresses of two boxes ordered.
#[inline(never)]
pub fn run() -> u64 {
    let (one, other) = (Box::new(black_box(89_u64)), Box::new(black_box(89_u64))); // heap: 2
    let (one, other) = (&raw const *one, &raw const *other);
    89 + u64::from(one < other && one > other.wrapping_add(1))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("which of two boxes lies lower", run)
    .answers(|_| 89)
    .exact(|_| declaration::Exact::together(2, 16));
