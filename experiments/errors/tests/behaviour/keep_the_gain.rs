//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use errors::{context_lazy, thiserror_error};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_call_that_does_not_fail_makes_no_message() {
    let (port, figures) = count_allocations::count(context_lazy::run);
    assert_eq!(port, 8080);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn an_error_is_made_without_the_allocator() {
    let (_, figures) = count_allocations::count(thiserror_error::run);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn a_result_is_no_larger_than_two_words() {
    assert!(size_of::<Result<u64, thiserror_error::PortError>>() <= 16);
}
// ANCHOR_END: test
