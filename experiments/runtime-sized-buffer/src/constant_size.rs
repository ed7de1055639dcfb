//! `vec![0; 8]`: a size that the compiler knows, and an allocation all the same.
//!
//! In Go, a constant size is what lets `make` use the stack.
//! In Rust the type decides: the elements of a `Vec` are in a block of the allocator, and nothing moves that block to the frame.
//! An array is how one asks for the frame.

use crate::work::{checksum, input};

// ANCHOR: run
/// Copies eight bytes into a fresh `Vec` of eight.
#[inline(never)]
pub fn run() -> u64 {
    let mut buffer = vec![0; 8]; // heap: 1
    buffer.copy_from_slice(input(8));
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("vec![0; 8], given to a function", run)
    .answers(|_| crate::work::answer(8))
    .exact(|_| declaration::Exact::once(8))
    .against("constant_size");
