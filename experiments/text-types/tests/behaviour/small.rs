//! Where does a `SmolStr` keep its text?

use count_allocations::count;
use smol_str::{SmolStr, SmolStrBuilder, ToSmolStr};
use std::sync::Arc;
use text_types::work::text;

#[test]
fn up_to_23_bytes_are_inline_and_no_more() {
    for length in 0..100 {
        let (small, counts) = count(|| SmolStr::new(text(length)));
        assert_eq!(counts.allocations, u64::from(length > 23), "{length}");
        assert_eq!(small.is_heap_allocated(), length > 23, "{length}");
        assert_eq!(small, text(length));
    }
}

#[test]
fn bytes_count_and_not_characters() {
    assert!(!SmolStr::new("ä".repeat(11)).is_heap_allocated());
    assert!(SmolStr::new("ä".repeat(12)).is_heap_allocated());
}

#[test]
fn a_static_text_of_any_length_is_borrowed() {
    let (small, counts) = count(|| SmolStr::new_static(text(1_000)));
    assert_eq!(counts.allocations, 0);
    assert_eq!(small.as_ptr(), text(1_000).as_ptr());
}

#[test]
fn a_long_one_shares_its_block_with_its_clones_and_with_an_arc() {
    let shared: Arc<str> = Arc::from(text(100));
    let (small, counts) = count(|| SmolStr::from(Arc::clone(&shared)).clone());
    assert_eq!(counts.allocations, 0);
    assert_eq!(small.as_ptr(), shared.as_ptr());
}

#[test]
fn the_builder_makes_a_string_first_and_an_arc_of_it_at_the_end() {
    let mut builder = SmolStrBuilder::new();
    builder.push_str(text(23));
    assert_eq!(count(|| builder.push('!')).1.allocations, 1);
    let (small, counts) = count(|| builder.finish());
    assert_eq!((counts.allocations, counts.deallocations), (1, 1));
    assert_eq!(small.len(), 24);
}

#[test]
fn to_smolstr_goes_through_the_builder_and_new_does_not() {
    let long = text(100).to_owned();
    let displayed: &dyn std::fmt::Display = &long;
    assert_eq!(count(|| displayed.to_smolstr()).1.allocations, 2);
    assert_eq!(count(|| SmolStr::new(&long)).1.allocations, 1);
}

#[test]
fn a_builder_with_capacity_does_not_grow_and_still_copies_at_the_end() {
    let (small, counts) = count(|| {
        let mut builder = SmolStrBuilder::with_capacity(100);
        builder.push_str(text(99));
        builder.push('!');
        builder.finish()
    });
    assert_eq!((counts.allocations, counts.reallocations), (2, 0));
    assert_eq!(small.len(), 100);
}
