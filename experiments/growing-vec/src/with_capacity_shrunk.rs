//! The same guess, and `shrink_to_fit` when the number is known: a reallocation to the exact size.

use crate::work::sum;

// ANCHOR: run
/// Makes room for ten times the numbers, pushes them, and gives the rest back.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(10 * size); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    numbers.shrink_to_fit(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, then shrink_to_fit()", sized(run))
    .at(&[8, 1_000])
    .answers(crate::work::answer)
    .exact(|size| {
        let (whole, rest) = (10 * size as u64 * crate::WORD, size as u64 * crate::WORD);
        declaration::Exact { reallocations: 1, requested_bytes: whole + rest, ..declaration::Exact::once(whole) }
    });
