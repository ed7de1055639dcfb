//! `tokio::spawn`: the task is a block with the future in it, and the handle is its address.

use crate::work::{item, runtime, turn};
use declaration::Prepared;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Spawns a task, and waits for its answer.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async { tokio::spawn(price(item())).await.unwrap_or(0) }) // heap: 1, may, unknown
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("tokio::spawn(), await", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(crate::TASK))
    .against("spawned");
