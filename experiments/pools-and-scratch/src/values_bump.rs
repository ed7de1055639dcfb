//! The same values in an arena: a block for many of them, freed with the arena.

use crate::work::VALUES;
use bumpalo::Bump;
use std::hint::black_box;

// ANCHOR: run
/// Makes the values, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let arena = Bump::new(); // heap: elided
    let values: Vec<&[u64; 8]> = (0..VALUES).map(|number| &*arena.alloc(black_box([number; 8]))).collect(); // heap: 1, may
    black_box(&values).iter().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100000 values of 64 B: Bump", run)
    .alone()
    .answers(|_| crate::work::values_sum())
    .exact(|_| {
        let chunks = crate::chunks(14);
        declaration::Exact::together(chunks.allocations + 1, chunks.requested_bytes + crate::work::VALUES * 8)
    })
    .against("values_boxed");
