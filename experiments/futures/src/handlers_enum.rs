//! The same table as an enum: `match` calls the function that it is, and the future has room for the larger one.

use crate::work::{block_on, item, turn};
use std::hint::black_box;

// ANCHOR: run
/// What can be asked of an item.
#[derive(Clone, Copy)]
pub enum Handler {
    /// Its price.
    Price,
    /// Its weight.
    Weight,
}

impl Handler {
    async fn call(self, item: u64) -> u64 {
        match self {
            Self::Price => price(item).await,
            Self::Weight => weight(item).await,
        }
    }
}

async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

async fn weight(item: u64) -> u64 {
    turn().await;
    item * 2
}

/// Calls all handlers, one after the other.
#[inline(never)]
pub fn run() -> u64 {
    let handlers = black_box([Handler::Price, Handler::Weight]);
    block_on(async {
        let mut sum = 0;
        for handler in handlers {
            sum += handler.call(item()).await;
        }
        sum
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("two handlers, an enum", run)
    .answers(|_| crate::work::ITEM * 5)
    .exact(|_| declaration::Exact::NONE)
    .against("handlers_boxed");
