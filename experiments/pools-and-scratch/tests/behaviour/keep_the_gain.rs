//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: head
use count_allocations::count;
use pools_and_scratch::pool::Pool;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;
// ANCHOR_END: head

#[test]
fn the_second_message_needs_no_block() {
    let pool = Pool::new(4_096);
    pool.give_back(Vec::with_capacity(100));
    let ((), figures) = count(|| {
        let mut buffer = pool.take();
        buffer.extend_from_slice(b"a message");
        pool.give_back(buffer);
    });
    assert_eq!(figures.allocations + figures.reallocations, 0, "{figures:?}");
}

// ANCHOR: large
#[test]
fn a_large_message_leaves_nothing_behind() {
    let pool = Pool::new(4_096);
    let ((), figures) = count(|| {
        let mut buffer = pool.take();
        buffer.resize(1 << 20, 0);
        pool.give_back(buffer);
    });
    assert_eq!(figures.end_bytes, 0, "{figures:?}");
}
// ANCHOR_END: large
