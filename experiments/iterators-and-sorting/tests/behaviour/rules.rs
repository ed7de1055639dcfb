//! What the page says of sorts and of `collect`, beyond its tables.

use count_allocations::count;
use std::cell::Cell;

#[test]
fn the_block_of_a_sort_is_as_large_as_the_slice_up_to_eight_megabytes_and_then_half_of_it() {
    for (length, bytes) in [(21, 48_000), (100, 100_000), (8_000, 8_000_000), (12_000, 8_000_000), (17_000, 8_500_000)]
    {
        let mut list: Vec<[u32; 250]> = (0..length).map(|number| [number * 7_919 % 17_011; 250]).collect();
        let (_, counts) = count(|| list.sort_by_key(|row| row[0]));
        assert_eq!((counts.allocations, counts.requested_bytes), (1, bytes), "{length}");
    }
}

#[test]
fn an_element_without_bytes_or_in_order_makes_no_difference_to_an_unstable_sort() {
    let mut list = [(); 100_000];
    assert_eq!(count(|| list.sort()).1.allocations, 0);
    let mut list: Vec<u64> = (0..100_000).collect();
    assert_eq!(count(|| list.sort()).1.allocations, 1);
    assert_eq!(count(|| list.sort_unstable()).1.allocations, 0);
    assert_eq!(count(|| list.select_nth_unstable(50_000)).1.allocations, 0);
}

#[test]
fn rows_with_a_cell_get_a_block_as_others_do_though_their_sort_of_few_needs_none() {
    let rows = |length: u64| (0..length).rev().map(|number| (Cell::new(number), [number; 11])).collect::<Vec<_>>();
    for (length, allocations) in [(20, 0), (21, 1), (32, 1), (47, 1)] {
        let mut list = rows(length);
        let (_, counts) = count(|| list.sort_by_key(|row| row.0.get()));
        assert_eq!((counts.allocations, counts.requested_bytes), (allocations, allocations * 48 * 96), "{length}");
    }
}

#[test]
fn a_list_that_was_emptied_by_retain_keeps_its_room_and_split_off_at_the_start_takes_it_along() {
    let mut list: Vec<u64> = (0..1_000).collect();
    list.retain(|_| false);
    assert_eq!(list.capacity(), 1_000);
    let mut list: Vec<u64> = (0..1_000).collect();
    let (tail, counts) = count(|| list.split_off(0));
    assert_eq!((counts.allocations, list.capacity(), tail.capacity()), (1, 1_000, 1_000));
}
