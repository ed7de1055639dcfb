//! The same by `reserve_exact`: a reallocation for every chunk but the first.
//!
//! Each block is full when its chunk is in it, so the requested bytes grow with the square of the number of chunks.

use crate::work::sum;

// ANCHOR: run
/// Reserves exactly the room for four numbers and pushes them, until all are there.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    for chunk in 0..size as u64 / 4 {
        numbers.reserve_exact(4); // heap: may
        for number in 4 * chunk..4 * chunk + 4 {
            numbers.push(number); // heap: may
        }
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("reserve_exact(4) before every four pushes", sized(run))
        .at(&[8, 1_000])
        .answers(crate::work::answer)
        .exact(four_more_each);

/// A block of four elements, reallocated to four more for each chunk after the first.
fn four_more_each(size: usize) -> declaration::Exact {
    let chunks = size as u64 / 4;
    declaration::Exact {
        reallocations: chunks - 1,
        requested_bytes: 4 * crate::WORD * chunks * (chunks + 1) / 2,
        ..crate::one_block(size)
    }
}
