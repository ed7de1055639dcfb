//! `mpsc::channel` for a single message: the channel, and a block with room for 32 messages.

use crate::work::{block_on, item};
use tokio::sync::mpsc;

// ANCHOR: run
/// Makes a channel, sends a price, and receives it.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, mut receiver) = mpsc::channel(1); // heap: may
        let _ = sender.send(item() * 3).await; // heap: may
        receiver.recv().await.unwrap_or(0) // heap: may
    }) // heap: may, unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("mpsc::channel(1), a message", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::together(2, crate::CHANNEL + crate::MESSAGES))
    .against("oneshot");
