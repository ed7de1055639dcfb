//! The rows of a table, flattened and collected, where a row is a slice: the block grows, because a row's length is known only when the row is there.
//!
//! After the first element of a row the hint is what is left of that row, and never more.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers of a table in rows of ten.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut table = [0; 1_000];
    for (place, number) in table[..size].iter_mut().zip(0..) {
        *place = number;
    }
    let numbers: Vec<u64> = table[..size].chunks(10).flatten().copied().collect(); // heap: 1, may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("rows of a slice, flattened, collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::grown(crate::WORD, 10, size))
        .against("collected_rows_of_arrays");
