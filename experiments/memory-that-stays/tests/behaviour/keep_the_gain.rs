//! The gain of this chapter as a test of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use memory_that_stays::in_batches;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn the_peak_does_not_grow_with_the_work() {
    let peak_of = |mebibytes| {
        let (_, figures) = count_allocations::count(|| in_batches::run(mebibytes));
        assert_eq!(figures.end_bytes, 0, "{figures:?}");
        figures.peak_bytes
    };
    assert_eq!(peak_of(1), peak_of(4));
}
// ANCHOR_END: test
