//! What a reader's own test looks like. `tests/outsider.rs` runs it in a package of its own, too.

use count_allocations::{CountingAllocator, Counts, assert_allocations};

/// Stands for the reader's library.
mod own {
    pub(super) fn sum(numbers: &[u64]) -> u64 {
        numbers.iter().sum()
    }

    pub(super) fn doubled(numbers: &[u64]) -> Vec<u64> {
        numbers.iter().map(|number| number * 2).collect()
    }
}

// ANCHOR: test
#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn a_sum_takes_no_memory() {
    assert_eq!(assert_allocations(0, || own::sum(&[1, 2, 3])), 6);
}

#[test]
fn doubling_takes_one_block_of_the_final_size() {
    let doubled =
        assert_allocations(Counts { deallocations: 0, end_bytes: 24, ..Counts::once(24) }, || own::doubled(&[1, 2, 3]));
    assert_eq!(doubled, [2, 4, 6]);
}
// ANCHOR_END: test
