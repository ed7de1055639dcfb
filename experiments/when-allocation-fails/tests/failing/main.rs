//! What is lost when the first, the second, or any other call of the allocator fails? The tests to copy.

use std::collections::{BinaryHeap, HashMap, TryReserveError, VecDeque};
use std::sync::Barrier;
use when_allocation_fails::failing::{FailingAllocator, each_failure};

#[global_allocator]
static ALLOCATOR: FailingAllocator = FailingAllocator;

#[test]
fn the_allocator_is_installed() {
    let failed = each_failure(Vec::<u64>::new, |list| list.try_reserve(1), |list| assert_eq!(list.capacity(), 0));
    assert_eq!(failed, 1);
}

// ANCHOR: test
/// Reads the fields of a line, or says that there is no memory; then `fields` is as it was.
fn fields(line: &str, fields: &mut Vec<String>) -> Result<(), TryReserveError> {
    let before = fields.len();
    let mut read = || {
        fields.try_reserve(line.split(',').count())?;
        for field in line.split(',') {
            let mut text = String::new();
            text.try_reserve_exact(field.len())?;
            text.push_str(field);
            fields.push(text);
        }
        Ok(())
    };
    let result = read();
    if result.is_err() {
        fields.truncate(before);
    }
    result
}

#[test]
fn a_line_is_read_whole_or_not_at_all() {
    let failed = each_failure(
        || vec!["before".to_owned()],
        |list| fields("Aarau,Bern,Chur", list),
        |list| assert_eq!(*list, ["before"]),
    );
    assert_eq!(failed, 4, "the list once, and each field");
}
// ANCHOR_END: test

#[test]
fn a_vec_keeps_its_elements_and_its_room() {
    let make = || vec![1, 2, 3];
    let failed = each_failure(
        make,
        |list| list.try_reserve(1),
        |list| {
            assert_eq!((list.as_slice(), list.capacity()), ([1, 2, 3].as_slice(), 3));
        },
    );
    assert_eq!(failed, 1);
    let failed = each_failure(make, |list| list.try_reserve_exact(0), |_| {});
    assert_eq!(failed, 0);
}

#[test]
fn a_string_keeps_its_text() {
    let failed = each_failure(|| "kept".to_owned(), |text| text.try_reserve(100), |text| assert_eq!(text, "kept"));
    assert_eq!(failed, 1);
}

#[test]
fn a_deque_that_goes_round_keeps_its_order() {
    let make = || {
        let mut deque: VecDeque<u64> = (0..8).collect();
        deque.shrink_to_fit();
        deque.rotate_left(3);
        deque
    };
    let failed = each_failure(make, |deque| deque.try_reserve(1), |deque| assert_eq!(*deque, [3, 4, 5, 6, 7, 0, 1, 2]));
    assert_eq!(failed, 1);
}

#[test]
fn a_heap_keeps_what_is_in_it() {
    let make = || BinaryHeap::from(vec![1, 5, 3]);
    let failed =
        each_failure(make, |heap| heap.try_reserve(1), |heap| assert_eq!(heap.clone().into_sorted_vec(), [1, 3, 5]));
    assert_eq!(failed, 1);
}

#[test]
fn a_map_keeps_its_entries() {
    let make = || (0..7_u64).map(|key| (key, key * key)).collect::<HashMap<_, _>>();
    let failed = each_failure(
        make,
        |map| map.try_reserve(100),
        |map| {
            assert_eq!(map.len(), 7);
            assert!((0..7).all(|key| map[&key] == key * key));
        },
    );
    assert_eq!(failed, 1);
}

#[test]
#[should_panic(expected = "with 0 calls answered")]
fn work_that_hides_a_failure_is_found() {
    each_failure(Vec::<u64>::new, |list| list.try_reserve(1).or_else(|_| list.try_reserve(1)), |_| {});
}

#[test]
fn other_threads_are_left_alone() {
    let (begin, end) = (Barrier::new(2), Barrier::new(2));
    let other = || {
        (0..2).all(|_| {
            begin.wait();
            let is_answered = Vec::<u64>::new().try_reserve(1).is_ok();
            end.wait();
            is_answered
        })
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let work = |(): &mut ()| {
            begin.wait();
            end.wait();
            Vec::<u64>::new().try_reserve(1)
        };
        assert_eq!(each_failure(|| (), work, |()| {}), 1);
        assert_eq!(other.join().ok(), Some(true));
    });
}
