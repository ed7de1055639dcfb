//! The futures whose sizes are shown are also right.

use futures::work::block_on;
use futures::{sizes, wrapped};

#[test]
fn futures_that_differ_in_size_answer_the_same() {
    assert_eq!(block_on(sizes::summed()), 1_024);
    assert_eq!(block_on(sizes::summed_then_dropped()), 1_024);
    assert_eq!(block_on(sizes::summed_in_block()), 1_024);
    assert_eq!(block_on(sizes::summed_in_function()), 1_024);
    for future in [block_on(sizes::kept()), block_on(sizes::indexed()), block_on(sizes::in_vec())] {
        assert_eq!(future, 1);
    }
    assert_eq!(block_on(sizes::argument([7; 1_024])), 7);
    assert_eq!(block_on(sizes::by_reference(&[7; 1_024])), 7);
}

#[test]
fn futures_around_others_answer_what_those_do() {
    assert_eq!(block_on(sizes::called()), 1);
    assert_eq!(block_on(sizes::called_twice()), 2);
    assert_eq!(block_on(sizes::branches(true)), block_on(sizes::branches(false)));
    assert_eq!(block_on(sizes::called_boxed()), 1);
    assert_eq!(block_on(sizes::joined()), 2);
    assert_eq!(block_on(sizes::selected()), 1);
    assert_eq!(block_on(sizes::wrapper(sizes::kept())), 1);
    assert_eq!(block_on(sizes::handed_on(sizes::kept())), 1);
    assert_eq!(block_on(sizes::mapped(sizes::kept())), 2);
    assert_eq!(block_on(sizes::moved_into_block(sizes::kept())), 1);
}

/// With this compiler, in debug and in release.
#[test]
fn sizes_are_the_same_in_both_builds() {
    let (array, reference) = ([0; 1_024], &[0; 1_024]);
    assert_eq!(size_of_val(&sizes::kept()), 1_026);
    assert_eq!(size_of_val(&sizes::summed()), 1_040);
    assert_eq!(size_of_val(&sizes::summed_then_dropped()), 1_040);
    assert_eq!(size_of_val(&sizes::summed_in_block()), 16);
    assert_eq!(size_of_val(&sizes::argument(array)), 2_050);
    assert_eq!(size_of_val(&sizes::by_reference(reference)), 24);
    assert_eq!(size_of_val(&sizes::called()), 1_027);
    assert_eq!(size_of_val(&sizes::wrapper(sizes::kept())), 2_053);
    assert_eq!(sizes::size_of_returned(sizes::nested), 8_391_679);
}

/// A future that is made outside and passed in is there twice in each wrapper; an argument that is passed on, once more in each function.
#[test]
fn wrappers_double_and_functions_add() {
    let kept = size_of_val(&sizes::kept());
    assert!(size_of_val(&sizes::wrapper(sizes::wrapper(sizes::wrapper(sizes::kept())))) >= 8 * kept);
    for length in [64, 1_024, 8_192] {
        let (inner, outer) = wrapped::sizes(length);
        assert!(outer >= 4 * inner && outer < 5 * inner, "{inner} became {outer}");
    }
}
