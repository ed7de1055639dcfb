//! Zeros that nobody has written are read, at an index known only at run time.
//! The optimiser knows what an allocation of zeros holds, so the read is replaced by a zero, and the block goes.
//! The guard is there because the check of the index may panic, see `vec_runtime_checked`.

use std::hint::black_box;

// ANCHOR: run
/// An element of `vec![0; n]`, read.
#[inline(never)]
pub fn run() -> u64 {
    let (length, index) = (black_box(76_usize), black_box(5_usize));
    if length == 0 {
        return 0;
    }
    let bytes = vec![0_u8; length]; // heap: elided
    76 + u64::from(bytes[index])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`vec![0; n]` where `n` is not 0, an element read", run)
        .answers(|_| 76)
        .debug(|_| declaration::Exact::once(76))
        .release(|_| declaration::Exact::NONE);
