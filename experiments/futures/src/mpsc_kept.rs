//! A hundred messages, one after the other, through a channel that is kept: its blocks are used again.

use crate::work::{MANY, block_on};
use declaration::Prepared;
use tokio::sync::mpsc::{self, Receiver, Sender};

// ANCHOR: run
/// Sends each price, and receives it before the next one is sent.
#[inline(never)]
pub fn run(sender: &Sender<u64>, receiver: &mut Receiver<u64>) -> u64 {
    block_on(async {
        let mut sum = 0;
        for item in 0..MANY {
            let _ = sender.send(item * 3).await; // heap: may
            sum += receiver.recv().await.unwrap_or(0); // heap: may
        }
        sum
    })
}
// ANCHOR_END: run

/// A program that keeps its channel.
pub fn prepare(_: usize) -> Prepared {
    let (sender, mut receiver) = mpsc::channel(16); // heap: may
    Box::new(move || run(&sender, &mut receiver)) // heap: 1, may
} // heap: elided

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("mpsc, kept, 100 messages one by one", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::many())
        .exact(|_| declaration::Exact::NONE)
        .against("mpsc_hundred");
