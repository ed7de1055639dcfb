//! What does a program get to read that counts without the counting allocator?
//!
//! Here, because the programs below `tests` declare it.

use crate::{CountingAllocator, Counts, count, count_direct_calls, count_process, count_undisturbed};
use std::alloc::{GlobalAlloc, Layout};
use std::hint::black_box;
use std::panic::catch_unwind;

#[test]
fn a_program_without_the_allocator_reads_what_to_declare() {
    let attempts = [|| count(|| 1).0, || count(|| 1).0, || count_undisturbed(|| 1).0, || count_process(|| 1).0];
    for attempt in attempts {
        let payload = catch_unwind(attempt).unwrap_err();
        let message = payload.downcast_ref::<&str>().unwrap();
        assert!(message.contains("is not the counting one"), "{message}");
        assert!(message.contains("static ALLOCATOR: count_allocations::CountingAllocator"), "{message}");
    }
}

#[test]
#[allow(unsafe_code, reason = "an allocator that is not the global one is called directly")]
fn direct_calls_are_counted_without_it() {
    let layout = Layout::new::<[u64; 4]>();
    let ((), counts) = count_direct_calls(|| {
        drop(black_box(Box::new(1)));
        // SAFETY: the layout is not zero-sized.
        let block = unsafe { CountingAllocator.alloc(layout) };
        // SAFETY: the block was just made with this layout, by this allocator.
        unsafe { CountingAllocator.dealloc(black_box(block), layout) };
    });
    assert_eq!(counts, Counts::once(32));
}
