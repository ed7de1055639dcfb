//! Room for sixteen is asked for beforehand, and sixteen numbers are pushed in a loop.

use std::hint::black_box;

// ANCHOR: run
/// `with_capacity(16)` and a loop of pushes.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(16); // heap: 1
    for number in 0..16 {
        numbers.push(number); // heap: elided
    }
    black_box(46) + numbers.iter().sum::<u64>()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`with_capacity(16)` and a loop of pushes", run)
        .answers(|_| 166)
        .exact(|_| declaration::Exact::once(16 * 8));
