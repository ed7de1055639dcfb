//! When does a map get another table?

use ahash::RandomState;
use count_allocations::count;
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use maps_and_sets::work::{Fixed, Map, entries};
use rustc_hash::FxBuildHasher;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

fn capacities<S: BuildHasher>(hasher: S) -> Vec<usize> {
    let mut map = HashMap::with_hasher(hasher);
    let each = |(key, value)| {
        map.insert(key, value);
        map.capacity()
    };
    entries(1_000).map(each).collect()
}

#[test]
fn every_hash_function_gets_the_same_tables() {
    let expected = capacities(Fixed::default());
    assert_eq!(capacities(std::hash::RandomState::new()), expected);
    assert_eq!(capacities(RandomState::with_seeds(1, 2, 3, 4)), expected);
    assert_eq!(capacities(FixedState::default()), expected);
    assert_eq!(capacities(FxBuildHasher), expected);
}

#[test]
fn a_table_has_a_power_of_two_of_places_and_leaves_an_eighth_free() {
    for entries in 8..5_000 {
        let capacity = Map::<u64, u64>::with_capacity_and_hasher(entries, Fixed::default()).capacity();
        assert!(capacity >= entries);
        assert!((capacity / 7 * 8).is_power_of_two() && capacity.is_multiple_of(7), "{capacity} for {entries}");
        assert!(capacity < 2 * entries, "{capacity} for {entries}: a smaller table would do");
    }
}

#[test]
fn growing_never_gets_more_than_asking_for_room_would() {
    for count in 1..2_000 {
        let grown = entries(count).fold(Map::default(), |mut map, (key, value)| {
            map.insert(key, value);
            map
        });
        assert_eq!(grown.capacity(), Map::<u64, u64>::with_capacity_and_hasher(count, Fixed::default()).capacity());
    }
}

#[test]
fn an_index_map_moves_nothing_when_it_has_room() {
    let mut map: IndexMap<u64, u64, Fixed> = IndexMap::with_capacity_and_hasher(100, Fixed::default());
    assert_eq!(count(|| map.extend(entries(100))).1.allocations, 0);
    map.clear();
    assert_eq!(count(|| map.extend(entries(100))).1.allocations, 0);
}

#[test]
fn a_btree_map_allocates_at_the_first_entry_and_has_no_capacity() {
    let mut map = BTreeMap::new();
    assert_eq!(count(|| map.insert(1, 1)).1.allocations, 1);
    assert_eq!(count(|| map.extend((2..=11).map(|number| (number, number)))).1.allocations, 0);
    assert_eq!(count(|| map.insert(12, 12)).1.allocations, 2);
}
