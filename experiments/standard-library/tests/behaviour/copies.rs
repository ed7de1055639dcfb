//! How often is an element cloned, and what room do the clones have?

use count_allocations::count;
use std::cell::Cell;
use std::collections::HashMap;

/// A value that counts its clones.
struct Counted<'a>(&'a Cell<usize>);

impl Clone for Counted<'_> {
    fn clone(&self) -> Self {
        self.0.set(self.0.get() + 1);
        Self(self.0)
    }
}

/// How often the value was cloned.
fn clones(work: impl FnOnce(Counted<'_>)) -> usize {
    let clones = Cell::new(0);
    work(Counted(&clones));
    clones.get()
}

#[test]
fn repeating_a_value_clones_it_once_less_than_there_are_places() {
    for (places, expected) in [(0, 0), (1, 0), (2, 1), (100, 99)] {
        let of_macro = clones(|value| assert_eq!(vec![value; places].len(), places));
        let of_resize = clones(|value| {
            let mut values = Vec::new();
            values.resize(places, value);
            assert_eq!(values.len(), places);
        });
        assert_eq!((of_macro, of_resize), (expected, expected), "{places}");
    }
}

#[test]
fn a_clone_has_no_room_to_spare_and_the_last_place_has_the_value_itself() {
    let mut row = Vec::with_capacity(100);
    row.push(7_u64);
    assert_eq!(row.clone().capacity(), 1);
    let rows = vec![row; 3];
    assert_eq!(rows.iter().map(Vec::capacity).collect::<Vec<_>>(), [1, 1, 100]);
}

#[test]
fn an_empty_value_with_room_is_cloned_without_a_block() {
    let (rows, figures) = count(|| {
        let row: Vec<u64> = Vec::with_capacity(100);
        vec![row; 3]
    });
    assert_eq!(rows.iter().map(Vec::capacity).collect::<Vec<_>>(), [0, 0, 100]);
    // The outer, and the one that was moved.
    assert_eq!(figures.allocations, 2);
}

#[test]
fn a_value_that_is_repeated_not_at_all_was_made_all_the_same() {
    let (rows, figures) = count(|| {
        let row: Vec<u64> = Vec::with_capacity(100);
        vec![row; std::hint::black_box(0)]
    });
    assert_eq!((rows.capacity(), figures.allocations, figures.deallocations), (0, 1, 1));
}

#[test]
fn what_is_taken_leaves_no_room_and_what_is_drained_or_cleared_leaves_all() {
    let full = || (0..10_u64).collect::<Vec<_>>();
    let (mut taken, mut drained, mut cleared, mut split) = (full(), full(), full(), full());
    assert_eq!(std::mem::take(&mut taken).capacity(), 10);
    assert_eq!(drained.drain(..).count(), 10);
    cleared.clear();
    assert_eq!(split.split_off(0).len(), 10);
    assert_eq!([&taken, &drained, &cleared, &split].map(Vec::capacity), [0, 10, 10, 10]);
}

#[test]
fn a_map_makes_room_for_the_lower_bound_if_it_is_empty_and_else_for_half() {
    let entries = |count: u64| (0..count).map(|number| (number, number));
    let allocations = |work: &dyn Fn() -> HashMap<u64, u64>| count(work).1.allocations;
    assert_eq!(allocations(&|| entries(20).collect()), 1);
    assert_eq!(allocations(&|| entries(20).filter(|(key, _)| *key < 20).collect()), 4);
    // Room for one, for half of twenty besides, and for all.
    let extended = || {
        let mut map = HashMap::from([(100, 100)]);
        map.extend(entries(20));
        map
    };
    assert_eq!(allocations(&extended), 3);
    // Three keys, and room for a thousand.
    let few_keys: HashMap<u64, u64> = (0..1_000).map(|number| (number % 3, number)).collect();
    assert_eq!(few_keys.len(), 3);
    assert!(few_keys.capacity() >= 1_000);
}

#[test]
fn a_stable_sort_of_many_makes_its_block_whatever_their_order() {
    let in_order: Vec<u64> = (0..1_009).collect();
    let reversed: Vec<u64> = (0..1_009).rev().collect();
    for mut numbers in [in_order.clone(), reversed, vec![7; 1_009]] {
        let ((), figures) = count(|| numbers.sort());
        assert_eq!((figures.allocations, figures.requested_bytes), (1, 8 * 1_009));
    }
    let (is_sorted, figures) = count(|| in_order.is_sorted());
    assert!(is_sorted);
    assert_eq!(figures.allocations, 0);
}
