//! A buffer that is filled and never read: the optimiser could drop it, and does not.
//!
//! A `Vec` of size 0 has no block; its pointer is the constant 1. So the compiled function turns the block's address into an integer,
//! picks it or the constant, and turns the result back into a pointer.
//! LLVM removes an allocation only when it knows every use of the pointer as harmless, and these steps are not on its list
//! (llvm/llvm-project, `llvm/lib/Transforms/InstCombine/InstructionCombining.cpp`, `isAllocSiteRemovable`).
//! They are there because something stands between the making and the end: `input` may panic, and `copy_from_slice` checks the lengths.
//! Where nothing does, the optimiser follows size 0 and the other sizes each to its end, and the block goes; the variants
//! `vec_runtime_length` and `vec_runtime_checked` of the chapter *optimised-away* differ in that alone.
//! [`unread_nonzero`](crate::unread_nonzero) differs in nothing but a guard against size 0.

use crate::work::input;

// ANCHOR: run
/// Copies into a fresh `Vec` and answers with its length.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = vec![0; size]; // heap: 1
    buffer.copy_from_slice(input(size));
    buffer.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("vec![0; size], filled and never read", sized(run))
        .at(&[5, 1_024])
        .answers(|size| size as u64)
        .exact(crate::one_block)
        .against("unread");
