//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use small_vectors::{cycle_weak, small_vec};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_list_of_four_needs_no_block_and_one_of_five_does() {
    let (_, figures) = count_allocations::count(|| small_vec::run(4));
    assert_eq!(figures.allocations, 0, "{figures:?}");
    let (_, figures) = count_allocations::count(|| small_vec::run(5));
    assert_eq!(figures.allocations, 1, "{figures:?}");
}

#[test]
fn a_tree_is_freed_with_its_root() {
    let (_, figures) = count_allocations::count(cycle_weak::run);
    assert_eq!(figures.end_bytes, 0, "{figures:?}");
}
// ANCHOR_END: test
