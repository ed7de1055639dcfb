//! The same, then `shrink_to_fit`: a reallocation to what is needed.

use crate::work::sum;

// ANCHOR: run
/// Collects the numbers out of ten times as many, and gives the rest of the block back.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let all: Vec<u64> = (0..10 * size as u64).collect(); // heap: 1
    let mut numbers: Vec<u64> = all.into_iter().filter(|number| number % 10 == 0).map(|number| number / 10).collect(); // heap: elided
    numbers.shrink_to_fit(); // heap: 1
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, then shrink_to_fit()", sized(run))
    .at(&[1_000])
    .answers(crate::work::answer)
    .exact(|size| {
        let (whole, rest) = (10 * size as u64 * crate::WORD, size as u64 * crate::WORD);
        declaration::Exact { reallocations: 1, requested_bytes: whole + rest, ..declaration::Exact::once(whole) }
    })
    .against("consumed_filtered");
