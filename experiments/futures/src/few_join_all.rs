//! Ten futures by `join_all`: up to thirty stand beside each other in one block.

use crate::work::{runtime, turn};
use declaration::Prepared;
use futures_util::future::join_all;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Adds up the answers when all are there.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async { join_all((0..10).map(price)).await.iter().sum() }) // heap: 2, may, unknown
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("10 futures: join_all()", prepared(prepare))
    .without_size()
    .answers(|_| 45 * 3)
    .exact(|_| declaration::Exact::together(2, 10 * (32 + 8)))
    .against(declaration::ITSELF);
