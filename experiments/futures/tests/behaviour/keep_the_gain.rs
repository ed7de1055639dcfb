//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use futures::{async_fn_in_trait, sizes};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_call_of_the_trait_makes_no_box() {
    let (price, figures) = count_allocations::count(async_fn_in_trait::run);
    assert_eq!(price, 42);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn the_future_stays_small() {
    assert!(size_of_val(&sizes::summed_in_block()) <= 64);
}
// ANCHOR_END: test

#[test]
fn a_future_costs_no_more_than_its_block() {
    // The runtime is made before anything is counted; one thread, so that the tasks run on this one.
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    futures::many_unordered::run(&runtime);
    let (_, figures) = count_allocations::count(|| futures::many_unordered::run(&runtime));
    assert!(figures.allocations <= 102, "{figures:?}");
}
