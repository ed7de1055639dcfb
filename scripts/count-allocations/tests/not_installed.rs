//! What does a program get to read that counts without the counting allocator?
//!
//! A file of its own, because the global allocator is one a program.

use count_allocations::{count, count_process, count_undisturbed};
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
