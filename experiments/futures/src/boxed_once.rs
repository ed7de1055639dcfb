//! The same layers, generic, with one box around the outermost.

use crate::work::{block_on, item, turn};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::future::Future;
use std::hint::black_box;

// ANCHOR: run
trait Layer: Sync {
    fn price(&self, item: u64) -> impl Future<Output = u64> + Send;
}

struct Shop;

struct Cache<L>(L);

struct Handler<L>(L);

impl Layer for Shop {
    async fn price(&self, item: u64) -> u64 {
        turn().await;
        item * 3
    }
}

impl<L: Layer> Layer for Cache<L> {
    async fn price(&self, item: u64) -> u64 {
        self.0.price(item).await
    }
}

impl<L: Layer> Layer for Handler<L> {
    async fn price(&self, item: u64) -> u64 {
        self.0.price(item).await
    }
}

/// The same for whoever must not know the type: the only place with a box.
trait AnyLayer {
    fn price_boxed(&self, item: u64) -> BoxFuture<'_, u64>;
}

impl<L: Layer> AnyLayer for L {
    fn price_boxed(&self, item: u64) -> BoxFuture<'_, u64> {
        self.price(item).boxed() // heap: 1
    }
}

/// Asks the handler, which asks the cache, which asks the shop.
#[inline(never)]
pub fn run() -> u64 {
    let handler: &dyn AnyLayer = black_box(&Handler(Cache(Shop)));
    block_on(async { handler.price_boxed(item()).await }) // heap: unknown
}
// ANCHOR_END: run

/// Bytes of the future in the box.
fn size() -> u64 {
    size_of_val(&Handler(Cache(Shop)).price(0)) as u64
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("three generic layers, boxed at the outermost", run)
        .answers(|_| crate::work::ANSWER)
        .exact(|_| declaration::Exact::once(size()))
        .against("async_trait_layers");
