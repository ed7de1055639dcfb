//! `-> impl Future + Send` in a trait: the same, and the future can be spawned from generic code.

use crate::work::{block_on, item, turn};
use std::future::Future;

// ANCHOR: run
trait Prices: Sync {
    fn price(&self, item: u64) -> impl Future<Output = u64> + Send;
}

struct Flat(u64);

impl Prices for Flat {
    // An `async fn` is what the trait asks for.
    async fn price(&self, item: u64) -> u64 {
        turn().await;
        item * self.0
    }
}

async fn ask(prices: &impl Prices) -> u64 {
    prices.price(item()).await
}

/// Asks somebody whose type is known.
#[inline(never)]
pub fn run() -> u64 {
    block_on(ask(&Flat(3)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("-> impl Future + Send in a trait, impl Prices", run)
        .answers(|_| crate::work::ANSWER)
        .exact(|_| declaration::Exact::NONE);
