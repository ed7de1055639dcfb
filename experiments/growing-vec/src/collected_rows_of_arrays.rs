//! The same where a row is an array: its length is part of its type, so the whole length is known, and there is one block.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers of a table in rows of ten.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut table = [0; 1_000];
    for (place, number) in table[..size].iter_mut().zip(0..) {
        *place = number;
    }
    let (rows, _) = table[..size].as_chunks::<10>();
    let numbers: Vec<u64> = rows.iter().flatten().copied().collect(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("rows that are arrays, flattened, collected", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(crate::one_block)
        .against("collected_rows_of_arrays");
