//! When is the hint asked for, how much room is made of it, and what do iterators say?

use std::cell::Cell;

/// An iterator that gives `left` numbers and always says that at least `lower` are to come. A wrong hint is allowed, and this one notes
/// how many elements it had given when it was first asked.
struct Says<'a> {
    left: usize,
    given: usize,
    lower: usize,
    first_asked: &'a Cell<Option<usize>>,
}

impl Iterator for Says<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        (self.left > 0).then(|| {
            self.left -= 1;
            self.given += 1;
            self.given as u64
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.first_asked.get().is_none() {
            self.first_asked.set(Some(self.given));
        }
        (self.lower, None)
    }
}

/// The capacity of what is collected from an iterator that gives `left` and says `lower`, the allocator's calls, and when it was asked.
fn collected(left: usize, lower: usize) -> (usize, u64, Option<usize>) {
    let first_asked = Cell::new(None);
    let says = Says { left, given: 0, lower, first_asked: &first_asked };
    let (numbers, figures) = count_allocations::count(|| says.collect::<Vec<u64>>());
    assert_eq!(numbers.len(), left);
    (numbers.capacity(), figures.allocations + figures.reallocations, first_asked.get())
}

#[test]
fn the_first_element_is_fetched_before_the_hint_is_asked_for() {
    assert_eq!(collected(1, 0), (4, 1, Some(1)));
}

#[test]
fn an_iterator_that_gives_nothing_is_not_asked_and_gets_no_block() {
    for lower in [0, 1, 1_000, usize::MAX] {
        assert_eq!(collected(0, lower), (0, 0, None), "{lower}");
    }
}

#[test]
fn the_first_block_has_room_for_one_more_than_the_lower_bound_and_no_less_than_the_minimum() {
    for (lower, room) in [(0, 4), (3, 4), (4, 5), (8, 9), (999, 1_000)] {
        assert_eq!(collected(1, lower), (room, 1, Some(1)), "{lower}");
    }
}

#[test]
fn the_minimum_is_eight_for_bytes_four_up_to_a_kibibyte_and_else_one() {
    fn first<T>(element: T) -> usize {
        let mut element = Some(element);
        std::iter::from_fn(move || element.take()).collect::<Vec<T>>().capacity()
    }
    assert_eq!([first(0_u8), first(0_u64), first([0_u8; 1_024]), first([0_u8; 1_025])], [8, 4, 4, 1]);
}

#[test]
fn later_the_hint_is_asked_for_when_the_block_is_full_and_doubling_is_the_least() {
    // Four are in the first block; with the fifth in hand, one and the bound are needed, or twice the capacity.
    for (lower, room) in [(0, 8), (3, 8), (4, 9), (95, 100)] {
        let first_asked = Cell::new(None);
        let mut says = Says { left: 5, given: 0, lower, first_asked: &first_asked };
        let mut numbers = Vec::with_capacity(4);
        numbers.extend(says.by_ref());
        assert_eq!(numbers.capacity(), room, "{lower}");
        assert_eq!(first_asked.get(), Some(5), "{lower}");
    }
}

#[test]
fn a_filter_a_split_and_a_flattened_slice_promise_nothing() {
    assert_eq!((0..1_000).filter(|number| number % 2 == 0).size_hint(), (0, Some(1_000)));
    assert_eq!((0..1_000).map_while(Some).size_hint(), (0, Some(1_000)));
    assert_eq!("a b c".split(' ').size_hint(), (0, None));
    assert_eq!("a\nb\nc".lines().size_hint(), (0, None));
    assert_eq!("a b c".split_whitespace().size_hint(), (0, None));
    assert_eq!([1, 2, 3, 4].chunks(2).flatten().size_hint(), (0, None));
    assert_eq!([vec![1, 2], vec![3, 4]].iter().flatten().size_hint(), (0, None));
    assert_eq!([Some(1), None].iter().flatten().size_hint(), (0, Some(2)));
}

#[test]
fn characters_promise_one_for_each_four_bytes() {
    assert_eq!("abcdefghi".chars().size_hint(), (3, Some(9)));
    assert_eq!("abcdefghi".char_indices().size_hint(), (3, Some(9)));
    assert_eq!("abcdefghi".bytes().size_hint(), (9, Some(9)));
}

#[test]
fn a_slice_its_rows_and_its_arrays_promise_their_number() {
    let numbers = [1, 2, 3, 4, 5, 6];
    assert_eq!(numbers.iter().size_hint(), (6, Some(6)));
    assert_eq!(numbers.chunks(4).size_hint(), (2, Some(2)));
    assert_eq!(numbers.windows(4).size_hint(), (3, Some(3)));
    assert_eq!(numbers.as_chunks::<3>().0.iter().flatten().size_hint(), (6, Some(6)));
    assert_eq!([[1, 2, 3], [4, 5, 6]].into_iter().flatten().size_hint(), (6, Some(6)));
}

#[test]
fn a_flattened_iterator_promises_what_is_left_of_the_row_it_is_in() {
    let mut flattened = [1, 2, 3, 4, 5, 6].chunks(3).flatten();
    assert_eq!(flattened.next(), Some(&1));
    assert_eq!(flattened.size_hint(), (2, None));
}

#[test]
fn a_vec_of_values_without_size_has_room_for_all_from_the_beginning() {
    let mut marks = Vec::new();
    assert_eq!(marks.capacity(), usize::MAX);
    let ((), figures) = count_allocations::count(|| marks.extend([(); 1_000]));
    assert_eq!((figures.allocations, figures.reallocations), (0, 0));
    assert_eq!((marks.len(), marks.capacity()), (1_000, usize::MAX));
}
