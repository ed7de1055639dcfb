//! `async_trait`, called through `dyn`: each call makes a box.

use crate::work::{block_on, item, turn};
use async_trait::async_trait;
use std::hint::black_box;

// ANCHOR: run
/// Whoever knows prices.
#[async_trait]
pub trait Prices: Sync {
    /// The price of an item.
    async fn price(&self, item: u64) -> u64;
}

/// A price for everything.
pub struct Flat(u64);

#[async_trait]
impl Prices for Flat {
    async fn price(&self, item: u64) -> u64 {
        // heap: 1
        turn().await;
        item * self.0
    }
}

/// Asks whoever it is.
#[inline(never)]
pub fn run() -> u64 {
    let prices: &dyn Prices = black_box(&Flat(3));
    block_on(async { prices.price(item()).await }) // heap: unknown
}
// ANCHOR_END: run

/// Bytes of the future in the box.
pub(crate) fn size() -> u64 {
    size_of_val(&*Flat(3).price(0)) as u64
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("#[async_trait], &dyn Prices", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(size()));
