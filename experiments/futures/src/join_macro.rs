//! `join!`: the futures are parts of the one that awaits them.

use crate::work::{block_on, item, turn};

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Awaits three prices at once.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (first, second, third) = tokio::join!(price(item()), price(item()), price(item()));
        first + second + third
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("tokio::join!() of three", run)
    .answers(|_| 3 * crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF);
