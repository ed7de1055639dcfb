//! Work that asks the allocator for nothing.

use std::hint::black_box;

pub(super) fn work() {
    for turn in 0..200_u64 {
        black_box((0..1000_u64).map(|number| number ^ turn).sum::<u64>());
    }
}
