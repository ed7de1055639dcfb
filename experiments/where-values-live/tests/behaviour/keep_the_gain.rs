//! Keeps what was gained: this test fails as soon as a value of the function under test moves from the stack to the heap.

// ANCHOR: test
use count_allocations::{CountingAllocator, count};
use where_values_live::{array, boxed};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn an_array_stays_off_the_heap_although_its_address_is_given_away() {
    let mut bytes = 0;
    let (sum, figures) = count(|| array::show(&mut |places| bytes = places[0].bytes));
    assert_eq!((sum, bytes), (30, 32));
    assert_eq!(figures.allocations, 0, "{figures:?}");
}
// ANCHOR_END: test

#[test]
fn a_box_whose_address_is_given_away_is_allocated_in_every_profile() {
    let (_, figures) = count(|| boxed::show(&mut |_| {}));
    assert_eq!((figures.allocations, figures.end_bytes), (1, 0), "{figures:?}");
}
