//! `async_trait`, called on a type that the compiler knows: the box is made all the same.

use crate::async_trait_dyn::size;
use crate::work::{block_on, item, turn};
use async_trait::async_trait;

// ANCHOR: run
#[async_trait]
trait Prices {
    async fn price(&self, item: u64) -> u64;
}

struct Flat(u64);

#[async_trait]
impl Prices for Flat {
    async fn price(&self, item: u64) -> u64 {
        // heap: 1
        turn().await;
        item * self.0
    }
}

/// Asks somebody whose type is known.
#[inline(never)]
pub fn run() -> u64 {
    let prices = Flat(3);
    block_on(async { prices.price(item()).await }) // heap: unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("#[async_trait], a known type", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(size()));
