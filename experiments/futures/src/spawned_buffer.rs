//! A task that keeps a buffer while it waits: the block of the task is as large as that, and above a threshold there are two.

use crate::work::{runtime, turn};
use declaration::Prepared;
use std::hint::black_box;
use tokio::runtime::Runtime;

// ANCHOR: run
// ANCHOR: read
async fn read<const LENGTH: usize>() -> u64 {
    let buffer = black_box([1_u8; LENGTH]);
    turn().await;
    u64::from(buffer[LENGTH - 1])
}
// ANCHOR_END: read

/// Spawns a task with a buffer of this length, and waits for its answer.
#[inline(never)]
pub fn run(runtime: &Runtime, length: usize) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        let task = match length {
            64 => tokio::spawn(read::<64>()),       // heap: 1, may
            1_024 => tokio::spawn(read::<1_024>()), // heap: 1, may
            8_192 => tokio::spawn(read::<8_192>()), // heap: 1, may
            _ => tokio::spawn(read::<32_768>()),    // heap: 1, may
        };
        task.await.unwrap_or(0) // heap: may, unknown
    })
}
// ANCHOR_END: run

/// Bytes of the future.
pub(crate) fn size(length: usize) -> u64 {
    let size = match length {
        64 => size_of_val(&read::<64>()),
        1_024 => size_of_val(&read::<1_024>()),
        8_192 => size_of_val(&read::<8_192>()),
        _ => size_of_val(&read::<32_768>()),
    };
    size as u64
}

/// A program with a runtime of one thread.
pub fn prepare(length: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime, length)) // heap: 1, may
}

/// A task that is larger than the threshold of tokio's `spawn` gets a box for its future and a block for the rest. A task with its future
/// has some bytes more than the future, and is a multiple of 128.
fn expected(length: usize, threshold: u64) -> declaration::Exact {
    match size(length) {
        future if future > threshold => declaration::Exact::together(2, crate::TASK + future),
        future => declaration::Exact::once((crate::BESIDE + future).next_multiple_of(crate::TASK)),
    }
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("tokio::spawn() of a future with a buffer", prepared(prepare))
        .at(&[64, 1_024, 8_192, 32_768])
        .answers(|_| 1)
        .debug(|length| expected(length, 2_048))
        .release(|length| expected(length, 16_384))
        .against("spawned_buffer");
