//! A runtime made for one call, and dropped.

use crate::work::{item, runtime, turn};

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Makes a runtime to wait for an answer.
#[inline(never)]
pub fn run() -> u64 {
    runtime().block_on(price(item())) // heap: may, unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a runtime of one thread, made for a call", run)
        .answers(|_| crate::work::ANSWER)
        .debug(|_| declaration::Exact::together(10, 9_128))
        .release(|_| declaration::Exact::together(10, 8_968))
        .against("spawned");
