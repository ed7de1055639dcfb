//! The guarded buffer, shown to a black box: one allocation in both profiles.
//!
//! The black box stands for any reader that the optimiser cannot see into. It is given a reference, so the block must be there, filled.

use crate::work::input;
use std::hint::black_box;

// ANCHOR: run
/// Copies into a fresh `Vec`, unless there is nothing to copy, shows it, and answers with its length.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    if size == 0 {
        return 0;
    }
    let mut buffer = vec![0; size]; // heap: 1
    buffer.copy_from_slice(input(size));
    black_box(&buffer).len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, shown to a black box", sized(run))
    .at(&[5, 1_024])
    .answers(|size| size as u64)
    .exact(crate::one_block)
    .against("unread");
