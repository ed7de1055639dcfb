//! A hundred futures in a `FuturesUnordered`, which polls them in the task that has it: a block a future.

use crate::work::{MANY, runtime, turn};
use declaration::Prepared;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Adds up the answers as they come.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        let mut prices: FuturesUnordered<_> = (0..MANY).map(price).collect(); // heap: 1
        let mut sum = 0;
        while let Some(price) = prices.next().await {
            // heap: unknown
            sum += price;
        }
        sum
    })
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 futures: FuturesUnordered", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::many())
        .exact(|_| declaration::Exact::together(2 + crate::work::MANY, 64 + (1 + crate::work::MANY) * 96))
        .against("many_spawned");
