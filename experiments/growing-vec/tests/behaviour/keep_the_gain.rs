//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use growing_vec::{collected_range_map, small_vec_8, with_capacity_exact};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn the_block_never_grows() {
    for (way, run) in
        [("with_capacity", with_capacity_exact::run as fn(usize) -> u64), ("collect", collected_range_map::run)]
    {
        let (_, figures) = count_allocations::count(|| run(1_000));
        assert_eq!((figures.allocations, figures.reallocations), (1, 0), "{way}: {figures:?}");
        assert_eq!(figures.requested_bytes, 8 * 1_000, "{way}: no more than what is needed");
    }
}

#[test]
fn eight_elements_stay_off_the_heap() {
    let (_, figures) = count_allocations::count(|| small_vec_8::run(8));
    assert_eq!(figures.allocations, 0, "{figures:?}");
}
// ANCHOR_END: test
