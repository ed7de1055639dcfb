//! What a reader's own test of a future looks like: on one thread, so that it is counted like any other work.

use count_allocations::{CountingAllocator, assert_allocations, count};
use tokio::sync::Semaphore;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Stands for the reader's library.
mod own {
    use tokio::sync::Semaphore;

    pub(super) async fn checksum(bytes: &[u8], limit: &Semaphore) -> u32 {
        let _permit = limit.acquire().await;
        bytes.iter().map(|byte| u32::from(*byte)).sum()
    }
}

// ANCHOR: test
/// A runtime that works on the thread that calls it.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime can be made")
}

#[test]
fn a_future_takes_no_memory() {
    let (runtime, limit) = (runtime(), Semaphore::new(1));
    let sum = assert_allocations(0, || runtime.block_on(own::checksum(&[1; 16], &limit)));
    assert_eq!(sum, 16);
}

// In a test that is itself asynchronous, what runs between two `.await`s is counted.
#[tokio::test]
async fn what_runs_between_two_awaits_is_counted() {
    let sum = own::checksum(&[1; 16], &Semaphore::new(1)).await;
    let (text, counts) = count(|| sum.to_string());
    assert_eq!((text.as_str(), counts.allocations), ("16", 1));
}
// ANCHOR_END: test
