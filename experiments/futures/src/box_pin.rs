//! `Box::pin`: a block of the future's size.

use crate::work::{block_on, item, turn};

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Puts the future into a box, and awaits it there.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async { Box::pin(price(item())).await }) // heap: 1
}
// ANCHOR_END: run

/// Bytes of the future.
pub(crate) fn size() -> u64 {
    size_of_val(&price(0)) as u64
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box::pin(price()).await", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(size()));
