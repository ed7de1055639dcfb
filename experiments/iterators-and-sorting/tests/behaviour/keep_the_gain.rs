//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use iterators_and_sorting::{kept_shrunk, people_by_letters, work};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn sorting_by_name_makes_no_string() {
    let people = work::people();
    let mut list = Vec::with_capacity(people.len());
    let (_, figures) = count_allocations::count(|| people_by_letters::run(people, &mut list));
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn what_is_kept_is_not_much_more_than_what_is_used() {
    let (_, figures) = count_allocations::count(kept_shrunk::run);
    assert!(figures.peak_bytes < 20_000, "{figures:?}");
}
// ANCHOR_END: test
