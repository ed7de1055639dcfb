//! Tests to copy: what holds a function to its allocations.

// ANCHOR: keep_the_gain
#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_ring_of_any_size_is_one_block() {
    for nodes in [2, 1000] {
        let (sum, figures) = count_allocations::count(|| pointer_laundering::ring_of_indices::run(nodes));
        assert_eq!(sum, (nodes * (nodes - 1)) as u64);
        assert_eq!((figures.allocations, figures.reallocations, figures.end_bytes), (1, 0, 0));
    }
}
// ANCHOR_END: keep_the_gain

// ANCHOR: keep_the_elision
#[test]
fn the_optimiser_removes_a_box_that_stays() {
    let (_, figures) = count_allocations::count(pointer_laundering::local_box::run);
    let expected = if cfg!(debug_assertions) { 1 } else { 0 };
    assert_eq!(figures.allocations, expected);
}
// ANCHOR_END: keep_the_elision
