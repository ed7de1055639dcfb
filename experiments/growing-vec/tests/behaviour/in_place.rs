//! Which adapters hand the block of a consumed `Vec` on to the `Vec` that is collected, and under which condition on the elements?

use std::collections::{BinaryHeap, VecDeque};

/// A block by its address, and how many bytes it has.
type Block = (usize, usize);

/// A way to make a `Vec` out of one that is consumed, by the adapter that it is about.
type Way = (&'static str, fn(Vec<u64>) -> Vec<u64>);

fn block<T>(elements: &Vec<T>) -> Block {
    (elements.as_ptr().addr(), elements.capacity() * size_of::<T>())
}

/// Whether the result of `collect` has the block that the consumed `Vec` had, with all of its bytes.
fn is_the_same<T, U>(consumed: Vec<T>, collect: impl FnOnce(Vec<T>) -> Vec<U>) -> bool {
    let before = block(&consumed);
    let collected = collect(consumed);
    // The address alone would not do: a block that is freed first may be given out again.
    block(&collected) == before
}

fn numbers() -> Vec<u64> {
    (0..1_000).collect()
}

/// How many blocks are made to collect as many numbers.
fn allocations(collect: impl FnOnce() -> Vec<u64>) -> u64 {
    let (collected, figures) = count_allocations::count(collect);
    assert_eq!(collected.len(), 1_000);
    figures.allocations
}

#[test]
fn adapters_that_give_at_most_one_element_for_each_from_the_front_hand_the_block_on() {
    let ways: [Way; 12] = [
        ("map", |numbers| numbers.into_iter().map(|number| number + 1).collect()),
        ("filter", |numbers| numbers.into_iter().filter(|number| number % 2 == 0).collect()),
        ("filter_map", |numbers| numbers.into_iter().filter_map(|number| number.checked_sub(5)).collect()),
        ("inspect", |numbers| numbers.into_iter().inspect(|number| assert!(*number < 1_000)).collect()),
        ("map_while", |numbers| numbers.into_iter().map_while(Some).collect()),
        ("take_while", |numbers| numbers.into_iter().take_while(|number| *number < 3).collect()),
        ("skip_while", |numbers| numbers.into_iter().skip_while(|number| *number < 900).collect()),
        ("take", |numbers| numbers.into_iter().take(3).collect()),
        ("skip", |numbers| numbers.into_iter().skip(900).collect()),
        ("enumerate", |numbers| numbers.into_iter().enumerate().map(|(place, number)| number + place as u64).collect()),
        ("zip", |numbers| numbers.into_iter().zip(0..).map(|(number, other)| number + other).collect()),
        ("scan", |numbers| {
            let add = |sum: &mut u64, number: u64| {
                *sum += number;
                Some(*sum)
            };
            numbers.into_iter().scan(0, add).collect()
        }),
    ];
    for (way, collect) in ways {
        assert!(is_the_same(numbers(), collect), "{way}");
    }
}

#[test]
fn other_adapters_do_not() {
    let ways: [Way; 8] = [
        ("rev", |numbers| numbers.into_iter().rev().collect()),
        ("step_by", |numbers| numbers.into_iter().step_by(1).collect()),
        ("peekable", |numbers| numbers.into_iter().peekable().collect()),
        ("chain", |numbers| numbers.into_iter().chain(None).collect()),
        ("flat_map", |numbers| numbers.into_iter().flat_map(|number| [number]).collect()),
        ("by_ref", |numbers| numbers.into_iter().by_ref().collect()),
        ("iter", |numbers| numbers.iter().map(|number| number + 1).collect()),
        ("Box<dyn Iterator>", |numbers| {
            let boxed: Box<dyn Iterator<Item = u64>> = Box::new(numbers.into_iter());
            boxed.collect()
        }),
    ];
    for (way, collect) in ways {
        // A new block is made while the old one is still there, so the two have different addresses.
        let consumed = numbers();
        let before = consumed.as_ptr().addr();
        let (collected, figures) = count_allocations::count(|| collect(consumed));
        assert!(collected.as_ptr().addr() != before, "{way}");
        assert!(figures.allocations >= 1, "{way}: {figures:?}");
    }
}

#[test]
fn flatten_does_not_even_where_the_size_is_right() {
    let pairs = vec![[1_u64, 2]; 500];
    let flattened = |pairs: Vec<[u64; 2]>| pairs.into_iter().flatten().collect();
    assert_eq!(allocations(|| flattened(pairs)), 1);
}

#[test]
fn the_elements_may_be_smaller_and_not_larger_and_have_the_same_alignment() {
    let smaller = |triples: Vec<[u32; 4]>| triples.into_iter().map(|[first, second, ..]| [first, second]).collect();
    assert!(is_the_same(vec![[1_u32; 4]; 100], smaller));
    let larger = |numbers: Vec<u32>| numbers.into_iter().map(|number| [number; 2]).collect();
    assert!(!is_the_same(vec![1_u32; 100], larger));
    let less_aligned = |numbers: Vec<u32>| numbers.into_iter().map(u32::to_le_bytes).collect();
    assert!(!is_the_same(vec![1_u32; 100], less_aligned));
    let more_aligned = |bytes: Vec<[u8; 4]>| bytes.into_iter().map(u32::from_le_bytes).collect();
    assert!(!is_the_same(vec![[1_u8; 4]; 100], more_aligned));
}

#[test]
fn a_block_that_is_no_multiple_of_the_new_size_is_reallocated_to_one() {
    for (room, reallocations) in [(2, 0), (3, 1), (1_000, 0), (1_001, 1)] {
        let mut triples = Vec::with_capacity(room);
        triples.push([1_u64, 2, 3]);
        let (pairs, figures) = count_allocations::count(|| {
            triples.into_iter().map(|[first, second, _]| [first, second]).collect::<Vec<_>>()
        });
        assert_eq!((figures.allocations, figures.reallocations), (0, reallocations), "{room}");
        assert_eq!(pairs.capacity(), room * 3 / 2, "{room}");
    }
}

#[test]
fn a_vec_collected_as_it_was_keeps_its_block_while_at_least_half_is_left() {
    for (taken, reused) in [(0, true), (1, true), (500, true), (501, false), (999, false)] {
        let (rest, figures) = count_allocations::count(|| {
            let mut rest = numbers().into_iter();
            assert_eq!(rest.by_ref().take(taken).count(), taken);
            rest.collect::<Vec<u64>>()
        });
        assert_eq!(rest.len(), 1_000 - taken);
        assert_eq!(figures.allocations, if reused { 1 } else { 2 }, "{taken} taken");
        assert_eq!(rest.capacity(), if reused { 1_000 } else { (1_000 - taken).max(4) }, "{taken} taken");
    }
}

#[test]
fn the_source_may_be_a_heap_or_a_boxed_slice_and_not_a_queue() {
    let (heap, boxed, queue) = (BinaryHeap::from(numbers()), numbers().into_boxed_slice(), VecDeque::from(numbers()));
    assert_eq!(allocations(|| heap.into_iter().map(|number| number + 1).collect()), 0);
    assert_eq!(allocations(|| boxed.into_iter().map(|number| number + 1).collect()), 0);
    assert_eq!(allocations(|| queue.into_iter().map(|number| number + 1).collect()), 1);
}

#[test]
fn the_result_may_be_a_boxed_slice_a_queue_or_in_a_result() {
    let (collected, figures) = count_allocations::count(|| {
        let boxed: Box<[u64]> = numbers().into_iter().map(|number| number + 1).collect();
        let queue: VecDeque<u64> = boxed.into_iter().map(|number| number + 1).collect();
        let checked: Option<Vec<u64>> = Vec::from(queue).into_iter().map(|number| number.checked_add(1)).collect();
        checked
    });
    assert_eq!(collected.map(|numbers| numbers.len()), Some(1_000));
    // That of `numbers`.
    assert_eq!((figures.allocations, figures.reallocations), (1, 0));
}
