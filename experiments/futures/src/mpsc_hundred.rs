//! A hundred messages that wait in an `mpsc::channel`: a block for each 32 of them.

use crate::work::{MANY, block_on};
use tokio::sync::mpsc;

// ANCHOR: run
/// Makes a channel, sends all, and receives them.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, mut receiver) = mpsc::channel(100); // heap: may
        for item in 0..MANY {
            let _ = sender.send(item * 3).await; // heap: may
        }
        drop(sender); // heap: may, unknown
        let mut sum = 0;
        while let Some(price) = receiver.recv().await {
            // heap: may
            sum += price;
        }
        sum
    }) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("mpsc::channel(100), 100 messages", run)
    .answers(|_| crate::work::many())
    .exact(|_| declaration::Exact::together(5, crate::CHANNEL + 4 * crate::MESSAGES))
    .against(declaration::ITSELF);
