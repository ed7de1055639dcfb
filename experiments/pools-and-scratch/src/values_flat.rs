//! The same values in the `Vec` itself: one block for all of them.

use crate::work::VALUES;
use std::hint::black_box;

// ANCHOR: run
/// Makes the values, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let values: Vec<[u64; 8]> = (0..VALUES).map(|number| black_box([number; 8])).collect(); // heap: 1
    black_box(&values).iter().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100000 values of 64 B: in the Vec", run)
    .alone()
    .answers(|_| crate::work::values_sum())
    .exact(|_| declaration::Exact::once(crate::work::VALUES * 64))
    .against("values_boxed");
