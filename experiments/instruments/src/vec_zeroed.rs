//! `vec![0; n]` asks for a block that is zero already (`alloc_zeroed`, on Linux `calloc`). Every instrument here counts that as
//! one allocation.
//!
//! The vector goes through `black_box` once, so that its length is not computed without it.

use std::hint::black_box;

// ANCHOR: run
/// One allocation.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = vec![0_u64; 1000]; // heap: 1
    black_box(numbers).iter().filter(|&&number| number == 0).count() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 zeros from `vec![0; n]`", run)
    .against(declaration::ITSELF)
    .answers(|_| 1000)
    .exact(|_| declaration::Exact::once(8 * 1000));
