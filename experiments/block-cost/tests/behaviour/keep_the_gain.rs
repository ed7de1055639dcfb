//! The gain of this chapter as a test of a reader's own: copy the file, and put your functions in place of ours.

// ANCHOR: test
use block_cost::{kept_touched, touched};
use count_allocations::{CountingAllocator, count};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn a_block_that_stays_is_made_once() {
    let mut block = vec![0; 65_536];
    let (pages, figures) = count(|| kept_touched::touch(&mut block) + kept_touched::touch(&mut block));
    assert_eq!(pages, 16 + 16);
    assert_eq!((figures.allocations, figures.reallocations), (0, 0), "{figures:?}");
}

#[test]
fn a_block_of_each_call_is_made_each_time() {
    let (pages, figures) = count(|| touched::run(65_536) + touched::run(65_536));
    assert_eq!(pages, 16 + 16);
    assert_eq!((figures.allocations, figures.requested_bytes), (2, 2 * 65_536), "{figures:?}");
}
// ANCHOR_END: test
