//! The same check behind a guard against length 0.
//! Now there is one origin, the block, and it goes, check or no check.

use std::hint::black_box;

// ANCHOR: run
/// The same where the length is not 0.
#[inline(never)]
pub fn run() -> u64 {
    let (limit, length) = (black_box(1_000_u64), black_box(75_usize));
    if length == 0 {
        return 0;
    }
    let bytes = vec![0_u8; length]; // heap: elided
    assert!(limit > 100, "the limit is too low");
    bytes.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same where the length is not 0", run)
    .answers(|_| 75)
    .debug(|_| declaration::Exact::once(75))
    .release(|_| declaration::Exact::NONE);
