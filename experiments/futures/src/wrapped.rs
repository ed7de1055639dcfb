//! A future that passes through three async functions by value: each of them has room for it once more.

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
    traced(future).await // heap: elided
}

async fn limited(future: impl Future<Output = u64>) -> u64 {
    retried(future).await // heap: elided
}

/// Reads a buffer of this length.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    match length {
        64 => block_on(limited(read::<64>())),
        1_024 => block_on(limited(read::<1_024>())),
        _ => block_on(limited(read::<8_192>())),
    }
}
// ANCHOR_END: run

/// Bytes of the future that is passed, and of what comes of it.
pub fn sizes(length: usize) -> (usize, usize) {
    match length {
        64 => (size_of_val(&read::<64>()), size_of_val(&limited(read::<64>()))),
        1_024 => (size_of_val(&read::<1_024>()), size_of_val(&limited(read::<1_024>()))),
        _ => (size_of_val(&read::<8_192>()), size_of_val(&limited(read::<8_192>()))),
    }
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("through three async functions by value", sized(run))
        .answers(|_| 1)
        .exact(|_| declaration::Exact::NONE)
        .against("wrapped");
