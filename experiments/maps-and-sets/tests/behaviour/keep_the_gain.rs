//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use maps_and_sets::work::{Map, entries, log};
use maps_and_sets::{get_mut_first, hash_map_cleared};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_map_that_is_cleared_takes_as_many_entries_again() {
    let mut map: Map<u64, u64> = entries(100).collect();
    let (sum, figures) = count_allocations::count(|| hash_map_cleared::run(&mut map, 100));
    assert_eq!(sum, 4950);
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn twice_the_log_makes_no_more_keys() {
    let (once, twice) = (log(), log().repeat(2));
    let [once, twice] = [once, twice].map(|log| count_allocations::count(|| get_mut_first::run(&log)).1.allocations);
    assert_eq!(once, twice);
}
// ANCHOR_END: test
