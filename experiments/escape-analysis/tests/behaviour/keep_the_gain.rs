//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use escape_analysis::{loop_values, method_called};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_loop_that_keeps_the_value_does_not_allocate_whatever_its_turns() {
    for turns in [1, 9, 1000] {
        let (_, figures) = count_allocations::count(|| loop_values::run(turns));
        assert_eq!(figures.allocations, 0, "{turns}: {figures:?}");
    }
}

#[test]
fn a_reference_lent_to_a_trait_object_does_not_allocate() {
    let (sum, figures) = count_allocations::count(method_called::run);
    assert_eq!((sum, figures.allocations), (42, 0), "{figures:?}");
}
// ANCHOR_END: test
