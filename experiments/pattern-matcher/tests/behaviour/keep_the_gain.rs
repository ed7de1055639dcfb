//! Keeps what was gained: these tests fail as soon as a search allocates again.

// ANCHOR: test
use count_allocations::{CountingAllocator, count};
use pattern_matcher::automaton::Automaton;
use pattern_matcher::reused_vec::find_all;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn a_search_into_a_vec_that_has_room_does_not_allocate() {
    let automaton = Automaton::new(&["he", "she", "his", "hers"]).unwrap();
    let mut found = Vec::with_capacity(8);
    let ((), figures) = count(|| find_all(&automaton, b"ushers", &mut found));
    assert_eq!(found.len(), 3);
    assert_eq!(figures.allocations + figures.reallocations, 0, "{figures:?}");
}
// ANCHOR_END: test
