//! A vector gives back what it does not need. That is a reallocation to a smaller size: requested bytes count the new size,
//! net bytes count nothing.
//!
//! The vector goes through `black_box` once, so that the sum is not computed without it.

use declaration::Exact;
use std::hint::black_box;

// ANCHOR: run
/// One allocation, one reallocation.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(1000); // heap: 1
    numbers.extend(0..10_u64); // heap: elided
    numbers.shrink_to_fit(); // heap: 1
    black_box(numbers).iter().sum()
}
// ANCHOR_END: run

/// Room for 1000 numbers, then for 10.
pub fn exact(_: usize) -> Exact {
    let (first, second) = (8 * 1000, 8 * 10);
    Exact {
        allocations: 1,
        deallocations: 1,
        reallocations: 1,
        requested_bytes: first + second,
        net_bytes: first,
        peak_bytes: first,
        end_bytes: 0,
    }
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("capacity for 1000 numbers, shrunk to 10", run)
    .against(declaration::ITSELF)
    .answers(|_| 45)
    .exact(exact);
