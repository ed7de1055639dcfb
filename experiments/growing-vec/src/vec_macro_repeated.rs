//! `vec![value; size]`: one block of exactly the size, filled.

use crate::work::sum;

// ANCHOR: run
/// Makes as many sevens as asked for.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers = vec![7_u64; size]; // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("vec![7; size]", sized(run))
    .at(&[8, 1_000])
    .answers(|size| 7 * size as u64)
    .exact(crate::one_block);
