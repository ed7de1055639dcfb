//! The gains of this chapter as tests of a reader's own: copy the file, and put your function and your allocator in place of ours.

// ANCHOR: test
use count_allocations::{CountingAround, count};
use dlmalloc::GlobalDlmalloc;

// The counter around the allocator that the program has.
#[global_allocator]
static ALLOCATOR: CountingAround<GlobalDlmalloc> = CountingAround(GlobalDlmalloc);

#[test]
fn counting_words_asks_for_the_tables_alone() {
    which_allocator::work::text();
    let (_, owned) = count(which_allocator::map::run);
    let (_, borrowed) = count(which_allocator::map_borrowed::run);
    assert!(owned.allocations > 2_000, "{owned:?}");
    assert!(borrowed.allocations < 10, "{borrowed:?}");
}
// ANCHOR_END: test
