//! A hundred thousand boxes, made and dropped: a call of `free` each.

use crate::work::VALUES;
use std::hint::black_box;

// ANCHOR: run
/// Makes the values, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let values: Vec<Box<[u64; 8]>> = (0..VALUES).map(|number| Box::new(black_box([number; 8]))).collect(); // heap: 2
    black_box(&values).iter().map(|value| value[0]).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100000 values of 64 B: Box", run)
    .alone()
    .answers(|_| crate::work::values_sum())
    .exact(|_| declaration::Exact::together(crate::work::VALUES + 1, crate::work::VALUES * 72))
    .against(declaration::ITSELF);
