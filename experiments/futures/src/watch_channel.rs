//! `watch::channel`: one block with the latest value.

use crate::work::{block_on, item};
use std::hint::black_box;
use tokio::sync::watch;

// ANCHOR: run
/// Makes a channel, sends a price, and waits for the change.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, mut receiver) = watch::channel(0); // heap: 1
        let _ = sender.send(item() * 3); // heap: unknown
        let _ = receiver.changed().await; // heap: may, unknown
        let price = *receiver.borrow();
        black_box(drop as fn(_))((receiver, sender)); // heap: unknown
        price
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("watch::channel(), a value", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(352))
    .against("oneshot");
