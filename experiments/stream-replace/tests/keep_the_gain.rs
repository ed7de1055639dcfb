//! A test to copy: the gain stays, or the build turns red.

// ANCHOR: keep_the_gain
#[global_allocator]
static ALLOCATOR: instruments::Gate = instruments::Gate;

#[test]
fn returning_by_value_does_not_allocate() {
    let (answer, figures) = instruments::count(stream_replace::by_value::run);
    assert_eq!(answer, 42);
    assert_eq!(figures.allocations, 0);
}
// ANCHOR_END: keep_the_gain
