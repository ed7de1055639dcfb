//! A function that returns a `BoxFuture`: whoever calls it gets a box, even to await it at once.

use crate::work::{block_on, item, turn};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

// ANCHOR: run
async fn look_up(item: u64) -> u64 {
    turn().await;
    item * 3
}

fn price(item: u64) -> BoxFuture<'static, u64> {
    look_up(item).boxed() // heap: 1
}

/// Awaits a price.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async { price(item()).await }) // heap: unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("-> BoxFuture<u64>", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(crate::box_pin::size()));
