//! Room for a thousand numbers is asked for once, so nothing is reallocated and every rule gives the same figure.
//!
//! The vector goes through `black_box` once, so that the sum is not computed without it.

use std::hint::black_box;

// ANCHOR: run
/// One allocation.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(1000); // heap: 1
    for number in 0..1000_u64 {
        numbers.push(number); // heap: may
    }
    black_box(numbers).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 numbers pushed, capacity asked for first", run)
        .against(declaration::ITSELF)
        .answers(|_| 499_500)
        .exact(|_| declaration::Exact::once(8 * 1000));
