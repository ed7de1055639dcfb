//! A test to copy: replacing in one stream after the other allocates nothing.

use std::io::Read;
// ANCHOR: keep_the_gain
use stream_replace::Replacer;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_replacer_that_exists_does_not_allocate() {
    let mut replacer = Replacer::new(b"elvis", b"Elvis").unwrap();
    let mut output = Vec::with_capacity(100);
    for input in ["abcelvis", "elviselvis has left", ""] {
        output.clear();
        let (count, figures) = count_allocations::count(|| replacer.replace(&mut input.as_bytes(), &mut output));
        assert_eq!(count.unwrap(), input.matches("elvis").count() as u64);
        assert_eq!(figures.allocations, 0, "{figures:?}");
    }
}
// ANCHOR_END: keep_the_gain

#[test]
fn a_stream_larger_than_memory_would_be_is_replaced_in_constant_memory() {
    // A terabyte would take hours; a gigabyte would take seconds. What is asserted is the memory, so a hundred chunks will do.
    for replacement in [b"bc".as_slice(), b"b", b"bcd"] {
        let mut replacer = Replacer::new(b"aa", replacement).unwrap();
        let mut input = std::io::repeat(b'a').take(100 * 16 * 1024);
        let (count, figures) = count_allocations::count(|| replacer.replace(&mut input, &mut std::io::sink()));
        assert_eq!(count.unwrap(), 100 * 8 * 1024);
        assert_eq!((figures.allocations, figures.peak_bytes), (0, 0), "{figures:?}");
    }
}
