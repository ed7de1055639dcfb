//! `oneshot::channel`: one block for both ends and the message.

use crate::work::{block_on, item};
use tokio::sync::oneshot;

// ANCHOR: run
/// Sends a price, and receives it.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, receiver) = oneshot::channel(); // heap: 1
        let _ = sender.send(item() * 3); // heap: unknown
        receiver.await.unwrap_or(0) // heap: may, unknown
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("oneshot::channel(), a message", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::once(72))
    .against("oneshot");
