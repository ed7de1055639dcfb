//! An `async fn` that awaits another one: the called one's state is a part of the caller's.

use crate::work::{block_on, item, turn};

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Awaits a price.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async { price(item()).await })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("price().await", run).answers(|_| crate::work::ANSWER).exact(|_| declaration::Exact::NONE);
