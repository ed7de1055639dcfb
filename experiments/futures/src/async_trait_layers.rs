//! A handler, a cache and a shop, each behind an `async_trait`: a call is a box at every level.

use crate::work::{block_on, item, turn};
use async_trait::async_trait;
use std::hint::black_box;

// ANCHOR: run
/// A layer of a service.
#[async_trait]
pub trait Layer: Sync {
    /// The price of an item.
    async fn price(&self, item: u64) -> u64;
}

struct Shop;

struct Cache<'a>(&'a dyn Layer);

struct Handler<'a>(&'a dyn Layer);

#[async_trait]
impl Layer for Shop {
    async fn price(&self, item: u64) -> u64 {
        // heap: 1
        turn().await;
        item * 3
    }
}

#[async_trait]
impl Layer for Cache<'_> {
    async fn price(&self, item: u64) -> u64 {
        // heap: 1
        self.0.price(item).await // heap: unknown
    }
}

// ANCHOR: layers
#[async_trait]
impl Layer for Handler<'_> {
    async fn price(&self, item: u64) -> u64 {
        // heap: 1
        self.0.price(item).await // heap: unknown
    }
}

/// Asks the handler, which asks the cache, which asks the shop.
#[inline(never)]
pub fn run() -> u64 {
    let cache = Cache(&Shop);
    let handler = Handler(&cache);
    let handler: &dyn Layer = black_box(&handler);
    block_on(async { handler.price(item()).await }) // heap: unknown
}
// ANCHOR_END: layers
// ANCHOR_END: run

/// Bytes of the futures in the three boxes.
fn sizes() -> u64 {
    let cache = Cache(&Shop);
    let handler = Handler(&cache);
    (size_of_val(&*Shop.price(0)) + size_of_val(&*cache.price(0)) + size_of_val(&*handler.price(0))) as u64
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("three layers, #[async_trait] each", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::together(3, sizes()));
