//! The same with a box before the first function: what passes through is an address.

use crate::work::{block_on, turn};
use std::future::Future;
use std::hint::black_box;

// ANCHOR: run
/// Keeps a buffer while it waits.
async fn read<const LENGTH: usize>() -> u64 {
    let buffer = black_box([1_u8; LENGTH]);
    turn().await;
    u64::from(buffer[LENGTH - 1])
}

async fn traced(future: impl Future<Output = u64>) -> u64 {
    future.await
}

async fn retried(future: impl Future<Output = u64>) -> u64 {
    traced(future).await
}

async fn limited(future: impl Future<Output = u64>) -> u64 {
    retried(future).await
}

/// Reads a buffer of this length.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    match length {
        64 => block_on(limited(Box::pin(read::<64>()))),       // heap: 1
        1_024 => block_on(limited(Box::pin(read::<1_024>()))), // heap: 1
        _ => block_on(limited(Box::pin(read::<8_192>()))),     // heap: 1
    }
}
// ANCHOR_END: run

/// Bytes of the whole future on the stack, whatever is in the box.
pub fn size() -> usize {
    size_of_val(&limited(Box::pin(read::<64>()))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Box::pin(), then through three async functions", sized(run))
        .answers(|_| 1)
        .exact(|length| declaration::Exact::once(crate::wrapped::sizes(length).0 as u64))
        .against("wrapped");
