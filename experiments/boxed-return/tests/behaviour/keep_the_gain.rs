//! Keeps what was gained: these tests fail as soon as a result is boxed again.

// ANCHOR: test
use boxed_return::{boxed_inlined, by_value};
use count_allocations::{CountingAllocator, count};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn returning_a_span_does_not_allocate() {
    let (answer, figures) = count(by_value::run);
    assert_eq!(answer, 560);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}
// ANCHOR_END: test

// ANCHOR: elided
#[test]
fn an_elided_box_is_a_gain_of_the_release_profile_only() {
    let (_, figures) = count(boxed_inlined::run);
    let expected = if cfg!(debug_assertions) { 1 } else { 0 };
    assert_eq!(figures.allocations, expected, "{figures:?}");
}
// ANCHOR_END: elided
