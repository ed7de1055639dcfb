//! The same read where the elements have been written.
//! That every element is seven is in the writes, and the optimiser does not look for the one that wrote this element: the read stays, and with it the block.

use std::hint::black_box;

// ANCHOR: run
/// An element of `vec![7; n]`, read.
#[inline(never)]
pub fn run() -> u64 {
    let (length, index) = (black_box(77_usize), black_box(5_usize));
    if length == 0 {
        return 0;
    }
    let bytes = vec![7_u8; length]; // heap: 1
    70 + u64::from(bytes[index])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`vec![7; n]` where `n` is not 0, an element read", run)
        .answers(|_| 77)
        .exact(|_| declaration::Exact::once(77));
