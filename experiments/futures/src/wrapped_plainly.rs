//! The same, and what passes it on is a plain function that returns `impl Future`: nothing is there twice.

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

fn traced(future: impl Future<Output = u64>) -> impl Future<Output = u64> {
    future
}

fn retried(future: impl Future<Output = u64>) -> impl Future<Output = u64> {
    traced(future)
}

fn limited(future: impl Future<Output = u64>) -> impl Future<Output = u64> {
    retried(future)
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

/// Bytes of what is passed through for 1024 of them in the buffer.
pub fn size() -> usize {
    size_of_val(&limited(read::<1_024>()))
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("through three functions -> impl Future", sized(run))
        .answers(|_| 1)
        .exact(|_| declaration::Exact::NONE)
        .against("wrapped");
