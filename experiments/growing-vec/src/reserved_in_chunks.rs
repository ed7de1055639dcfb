//! Room for four more, again and again, by `reserve`: the block still doubles.
//!
//! `reserve` takes the larger of what is needed and twice the capacity, so it does no harm in a loop.

use crate::work::sum;

// ANCHOR: run
/// Reserves room for four numbers and pushes them, until all are there.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::new();
    for chunk in 0..size as u64 / 4 {
        numbers.reserve(4); // heap: may
        for number in 4 * chunk..4 * chunk + 4 {
            numbers.push(number); // heap: may
        }
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("reserve(4) before every four pushes", sized(run))
        .at(&[8, 1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::grown(crate::WORD, 4, size));
