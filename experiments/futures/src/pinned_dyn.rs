//! `&mut dyn Future` of a future in the frame: `dyn` without a box.

use crate::work::{block_on, item, turn};
use std::future::Future;
use std::pin::{Pin, pin};

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

async fn free() -> u64 {
    42
}

/// Awaits one of two futures of different types, chosen at run time.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (price, free) = (pin!(price(item())), pin!(free()));
        let chosen: Pin<&mut dyn Future<Output = u64>> = if item() == 0 { free } else { price };
        chosen.await // heap: unknown
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("pin!() and Pin<&mut dyn Future>", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE);
