//! The same, boxed before it is spawned: the box is one more block, whatever the size.

use crate::work::{runtime, turn};
use declaration::Prepared;
use std::hint::black_box;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn read<const LENGTH: usize>() -> u64 {
    let buffer = black_box([1_u8; LENGTH]);
    turn().await;
    u64::from(buffer[LENGTH - 1])
}

/// Boxes a future with a buffer of this length, spawns it, and waits for its answer.
#[inline(never)]
pub fn run(runtime: &Runtime, length: usize) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        let task = match length {
            64 => tokio::spawn(Box::pin(read::<64>())),       // heap: 2, may
            1_024 => tokio::spawn(Box::pin(read::<1_024>())), // heap: 2, may
            8_192 => tokio::spawn(Box::pin(read::<8_192>())), // heap: 2, may
            _ => tokio::spawn(Box::pin(read::<32_768>())),    // heap: 2, may
        };
        task.await.unwrap_or(0) // heap: may, unknown
    })
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(length: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime, length)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("tokio::spawn(Box::pin()) of it", prepared(prepare))
        .at(&[64, 1_024, 8_192, 32_768])
        .answers(|_| 1)
        .exact(|length| declaration::Exact::together(2, crate::TASK + crate::spawned_buffer::size(length)))
        .against("spawned_buffer");
