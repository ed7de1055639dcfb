//! Keeps what was gained: these tests fail as soon as a block more is asked for.

// ANCHOR: test
use count_allocations::{CountingAllocator, count};
use standard_library::{formatted_into_array, vec_with_capacity};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn formatting_into_an_array_does_not_allocate() {
    let (length, figures) = count(formatted_into_array::run);
    assert_eq!(length, 8);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn the_capacity_asked_for_is_enough() {
    let (sum, figures) = count(vec_with_capacity::run);
    assert_eq!(sum, 4950);
    assert_eq!((figures.allocations, figures.reallocations), (1, 0), "{figures:?}");
}
// ANCHOR_END: test
