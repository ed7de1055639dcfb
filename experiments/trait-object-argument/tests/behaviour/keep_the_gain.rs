//! A test to copy: a function that takes `&mut dyn Read` allocates nothing, and one that is given a `Box` allocates once.

// ANCHOR: test
use count_allocations::{CountingAllocator, count};
use std::io::Read;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn reading_through_a_lent_trait_object_allocates_nothing() {
    let input = [7_u8; 100];
    let (sum, figures) = count(|| {
        let mut reader: &[u8] = &input;
        trait_object_argument::reader_dyn::checksum(&mut reader)
    });
    assert!(sum.is_ok());
    assert_eq!(figures.allocations, 0);
}
// ANCHOR_END: test

#[test]
fn a_boxed_reader_would_have_been_noticed() {
    let (sum, figures) = count(|| {
        let reader: Box<dyn Read> = Box::new([7_u8; 100].as_slice());
        trait_object_argument::reader_boxed::checksum(reader)
    });
    assert!(sum.is_ok());
    assert_eq!(figures.allocations, 1);
}
