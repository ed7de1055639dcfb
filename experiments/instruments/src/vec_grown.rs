//! A thousand numbers are pushed and the vector doubles: room for 4, 8, 16, up to 1024 numbers. What was asked for in total?
//!
//! Two answers are in use. *Requested bytes* adds the full new size of each reallocation (dhat's rule: the allocator may have
//! had to find a new block of that size). *Net bytes* adds the growth alone (`stats_alloc`'s rule: that is the memory gained).
//!
//! The vector goes through `black_box` once, so that the sum is not computed without it.

use declaration::Exact;
use std::hint::black_box;

// ANCHOR: run
/// One allocation, eight reallocations.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::new();
    for number in 0..1000_u64 {
        numbers.push(number); // heap: may
    }
    black_box(numbers).iter().sum()
}
// ANCHOR_END: run

/// What growth by doubling comes to, from room for 4 numbers to room for 1024.
pub fn exact(_: usize) -> Exact {
    let sizes: Vec<u64> = (2..=10).map(|power| 8 << power).collect(); // heap: elided
    let last = sizes[sizes.len() - 1];
    Exact {
        allocations: 1,
        deallocations: 1,
        reallocations: sizes.len() as u64 - 1,
        requested_bytes: sizes.iter().sum(),
        net_bytes: last,
        peak_bytes: last,
        end_bytes: 0,
    }
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 numbers pushed, no capacity asked for", run)
        .against(declaration::ITSELF)
        .answers(|_| 499_500)
        .exact(exact);
