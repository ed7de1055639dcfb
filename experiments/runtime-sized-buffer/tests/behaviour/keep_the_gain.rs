//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use runtime_sized_buffer::{caller_buffer, reused_vec, small_vec_64};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_buffer_of_the_caller_is_never_replaced_by_one_of_the_heap() {
    let mut frame = [0; 256];
    let (_, figures) = count_allocations::count(|| caller_buffer::fill(&mut frame));
    assert_eq!(figures.allocations, 0);
}

#[test]
fn a_reused_vec_allocates_for_the_largest_size_and_for_no_other() {
    let mut buffer = Vec::new();
    let (_, first) = count_allocations::count(|| reused_vec::refill(&mut buffer, 4_096));
    assert_eq!((first.allocations, first.reallocations), (1, 0));
    for size in [5, 64, 4_095, 4_096] {
        let (_, next) = count_allocations::count(|| reused_vec::refill(&mut buffer, size));
        assert_eq!((next.allocations, next.reallocations), (0, 0), "{size} bytes");
    }
}

#[test]
fn sizes_up_to_the_inline_capacity_stay_off_the_heap() {
    let (_, inline) = count_allocations::count(|| small_vec_64::run(64));
    let (_, spilled) = count_allocations::count(|| small_vec_64::run(65));
    assert_eq!((inline.allocations, spilled.allocations), (0, 1));
}
// ANCHOR_END: test
