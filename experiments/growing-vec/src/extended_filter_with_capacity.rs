//! The same filter, into a `Vec` that was given its capacity: one block.
//!
//! The writer of the program knows what the iterator does not. What `collected_filter` is compared with.

use crate::work::sum;

// ANCHOR: run
/// Makes room for the numbers, then extends by every second number of a range of twice the size, halved.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let even = (0..2 * size as u64).filter(|number| number % 2 == 0);
    let mut numbers = Vec::with_capacity(size); // heap: 1
    numbers.extend(even.map(|number| number / 2)); // heap: may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("every second number, into a Vec::with_capacity(size)", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(crate::one_block)
        .against("extended_filter_with_capacity");
