//! `broadcast::channel`: the channel, and a slot for each message that it keeps, made beforehand.

use crate::work::{block_on, item};
use tokio::sync::broadcast;

// ANCHOR: run
/// Makes a channel with room for 16 messages, sends a price, and receives it.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, mut receiver) = broadcast::channel(16); // heap: 1
        let _ = sender.send(item() * 3); // heap: unknown
        receiver.recv().await.unwrap_or(0) // heap: may, unknown
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("broadcast::channel(16), a message", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::together(2, 776))
    .against("oneshot");
