//! `async fn` in a trait, by the language: the caller knows the future's type, and keeps it in its own.

use crate::work::{block_on, item, turn};

// ANCHOR: run
trait Prices {
    async fn price(&self, item: u64) -> u64;
}

struct Flat(u64);

impl Prices for Flat {
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

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("async fn in a trait, impl Prices", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE);
