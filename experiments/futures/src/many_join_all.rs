//! A hundred futures by `join_all`, which uses a `FuturesUnordered` for more than thirty.

use crate::work::{MANY, runtime, turn};
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
    runtime.block_on(async { join_all((0..MANY).map(price)).await.iter().sum() }) // heap: 2, may, unknown
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 futures: join_all()", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::many())
    .exact(|_| {
        // The future of each, a stub and the queue; then the answers, in a vector that doubles from 4 to 128.
        let futures = declaration::Exact::together(2 + crate::work::MANY, 64 + (1 + crate::work::MANY) * 104);
        let (answers, last) = (8 * (4 + 8 + 16 + 32 + 64 + 128), 8 * 128);
        declaration::Exact {
            allocations: futures.allocations + 1,
            deallocations: futures.deallocations + 1,
            reallocations: 5,
            requested_bytes: futures.requested_bytes + answers,
            net_bytes: futures.net_bytes + last,
            ..futures
        }
    })
    .against("many_spawned");
