//! The same two ranges by one `extend` each: the second finds too little room, and asks for the larger of what is needed and twice the capacity.

use crate::work::sum;

// ANCHOR: run
/// Extends by the lower, then by the upper half of the numbers.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let (half, size) = (size as u64 / 2, size as u64);
    let mut numbers = Vec::new();
    numbers.extend(0..half); // heap: may
    numbers.extend(half..size); // heap: may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("two ranges, an extend each", sized(run))
    .at(&[9, 1_000])
    .answers(crate::work::answer)
    .exact(one_more_block);

/// A block for the lower half, and a reallocation to exactly what is needed, which is no less than twice the half.
fn one_more_block(size: usize) -> declaration::Exact {
    let half = (size / 2) as u64;
    declaration::Exact {
        reallocations: 1,
        requested_bytes: (half + size as u64) * crate::WORD,
        ..crate::one_block(size)
    }
}
