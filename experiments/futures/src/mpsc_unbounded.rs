//! The same through an `unbounded_channel`: the same blocks, because a bounded channel makes none beforehand either.

use crate::work::{MANY, block_on};
use tokio::sync::mpsc;

// ANCHOR: run
/// Makes a channel, sends all, and receives them.
#[inline(never)]
pub fn run() -> u64 {
    block_on(async {
        let (sender, mut receiver) = mpsc::unbounded_channel(); // heap: 1
        for item in 0..MANY {
            let _ = sender.send(item * 3); // heap: may, unknown
        }
        drop(sender); // heap: may, unknown
        let mut sum = 0;
        while let Some(price) = receiver.recv().await {
            // heap: may, unknown
            sum += price;
        }
        sum
    }) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("mpsc::unbounded_channel(), 100 messages", run)
    .answers(|_| crate::work::many())
    .exact(|_| declaration::Exact::together(5, crate::CHANNEL + 4 * crate::MESSAGES))
    .against("mpsc_hundred");
