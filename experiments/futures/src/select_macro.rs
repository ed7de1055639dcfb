//! `select!`: whichever is ready first, and the others are dropped where they are.

use crate::work::{block_on, item, turn};
use std::future::pending;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Awaits a price, or what never comes.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        tokio::select! { // heap: may
            price = price(item()) => price,
            never = pending::<u64>() => never,
        }
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("tokio::select!() of two", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF);
