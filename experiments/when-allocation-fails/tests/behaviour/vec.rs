//! What a refused call leaves of a `Vec`, under the counting allocator.

use count_allocations::count;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn more_than_a_block_may_have_is_refused_without_a_call() {
    let mut list = vec![1_u64, 2, 3];
    let (result, counts) = count(|| list.try_reserve(usize::MAX));
    assert!(result.is_err());
    assert_eq!(counts.allocations + counts.reallocations, 0);
    assert_eq!((list.as_slice(), list.capacity()), ([1, 2, 3].as_slice(), 3));
}

#[test]
fn a_refused_list_can_still_be_pushed_to() {
    let mut list = vec![1_u8, 2, 3];
    assert!(list.try_reserve(isize::MAX as usize - 1_000).is_err());
    list.push(4);
    assert_eq!(list, [1, 2, 3, 4]);
}

#[test]
fn try_reserve_grows_as_push_does_and_try_reserve_exact_does_not() {
    let mut list = vec![0_u64; 100];
    assert_eq!(list.try_reserve(1), Ok(()));
    assert_eq!(list.capacity(), 200);
    let mut list = vec![0_u64; 100];
    assert_eq!(list.try_reserve_exact(1), Ok(()));
    assert_eq!(list.capacity(), 101);
}
