//! Keeps what was gained: says in which profile nothing is allocated, and fails when that changes.

// ANCHOR: test
use count_allocations::{CountingAllocator, count};
use optimised_away::{rc, value, vec_list};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn four_numbers_in_a_vec_are_free_in_release_only() {
    let (answer, figures) = count(vec_list::run);
    assert_eq!(answer, 170);
    let expected = if cfg!(debug_assertions) { 1 } else { 0 };
    assert_eq!(figures.allocations, expected, "{figures:?}");
}
// ANCHOR_END: test

// ANCHOR: every_profile
#[test]
fn what_asks_for_nothing_is_free_in_every_profile() {
    assert_eq!(count(value::run).1.allocations, 0);
    // And this one in none.
    assert_eq!(count(rc::run).1.allocations, 1);
}
// ANCHOR_END: every_profile
