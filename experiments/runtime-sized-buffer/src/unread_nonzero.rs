//! The same buffer after a guard against size 0: one allocation in debug, none in release, whatever the size.
//!
//! Nothing reads the block, so the optimiser drops the request, the copy and the release together.
//! The allocation is not moved to the stack; it is gone. The documentation of `GlobalAlloc` allows it: one must not rely on
//! allocations happening (rust-lang/rust, `library/core/src/alloc/global.rs`).

use crate::work::input;

// ANCHOR: run
/// Copies into a fresh `Vec`, unless there is nothing to copy, and answers with its length.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    if size == 0 {
        return 0;
    }
    let mut buffer = vec![0; size]; // heap: elided
    buffer.copy_from_slice(input(size));
    buffer.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same after a guard against size 0", sized(run))
        .at(&[5, 1_024])
        .answers(|size| size as u64)
        .debug(crate::one_block)
        .release(|_| declaration::Exact::NONE)
        .against("unread");
