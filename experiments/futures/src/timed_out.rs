//! `timeout` around a future: the future and the entry of the timer are parts of it.

use crate::work::{item, runtime, turn};
use declaration::Prepared;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::timeout;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Awaits a price for a minute at most.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async { timeout(Duration::from_secs(60), price(item())).await.unwrap_or(0) }) // heap: may, unknown
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("timeout(price())", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against("block_on_alone");
