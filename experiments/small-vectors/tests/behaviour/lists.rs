//! What a list inside the value does at its limit.

use arrayvec::ArrayVec;
use count_allocations::count;
use smallvec::SmallVec;
use tinyvec::TinyVec;

#[test]
fn a_full_array_vec_hands_back_what_has_no_place() {
    let mut list: ArrayVec<u64, 4> = [1, 2, 3, 4].into();
    let (refused, counts) = count(|| list.try_push(5));
    assert_eq!(refused.unwrap_err().element(), 5);
    assert_eq!(counts.allocations, 0);
    assert!(std::panic::catch_unwind(move || list.push(5)).is_err());
}

#[test]
fn a_full_heapless_vec_hands_back_what_has_no_place() {
    let mut list: heapless::Vec<u64, 4> = heapless::Vec::from_slice(&[1, 2, 3, 4]).unwrap();
    assert_eq!(list.push(5), Err(5));
}

#[test]
fn what_has_spilled_stays_in_its_block_until_it_is_shrunk() {
    let mut list: SmallVec<[u64; 4]> = SmallVec::from_slice(&[1, 2, 3, 4, 5]);
    list.truncate(2);
    assert!(list.spilled());
    let (_, counts) = count(|| list.shrink_to_fit());
    assert!(!list.spilled());
    assert_eq!((counts.allocations, counts.deallocations), (0, 1));
    let mut list: TinyVec<[u64; 4]> = TinyVec::from([1, 2, 3, 4].as_slice());
    list.push(5);
    list.truncate(2);
    assert!(list.is_heap());
    let (_, counts) = count(|| list.shrink_to_fit());
    assert!(list.is_inline());
    assert_eq!((counts.allocations, counts.deallocations), (0, 1));
}

#[test]
fn cleared_and_filled_again_it_needs_no_other_block() {
    let mut list: SmallVec<[u64; 4]> = SmallVec::from_slice(&[1; 64]);
    let (_, counts) = count(|| {
        list.clear();
        list.extend_from_slice(&[2; 64]);
    });
    assert_eq!((counts.allocations, counts.reallocations), (0, 0));
}

#[test]
fn from_vec_keeps_a_block_that_is_larger_than_the_room_in_the_value_and_copies_out_of_any_other() {
    for (capacity, is_kept) in [(2, false), (4, false), (5, true), (8, true)] {
        let mut list = Vec::with_capacity(capacity);
        list.extend_from_slice(&[1_u64, 2]);
        let (list, counts) = count(|| SmallVec::<[u64; 4]>::from_vec(list));
        assert_eq!((list.spilled(), counts.deallocations), (is_kept, u64::from(!is_kept)), "{capacity}");
        assert_eq!(counts.allocations, 0);
    }
}

#[test]
fn a_clone_of_a_short_one_that_has_spilled_is_inside_the_value() {
    let mut list: SmallVec<[u64; 4]> = SmallVec::from_slice(&[1, 2, 3, 4, 5]);
    list.truncate(2);
    assert!(list.spilled());
    let (clone, counts) = count(|| list.clone());
    assert!(!clone.spilled());
    assert_eq!(counts.allocations, 0);
}
