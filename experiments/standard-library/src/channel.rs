//! A channel is a shared block of counters and wait lists; its messages stand in blocks of 31.

use std::sync::mpsc;

// ANCHOR: run
/// Two blocks: the channel, and one for its first 31 messages.
#[inline(never)]
pub fn run() -> u64 {
    let (sender, receiver) = mpsc::channel(); // heap: 1
    for number in 0..10_u64 {
        if sender.send(number).is_err() {
            // heap: 1
            return 0;
        }
    }
    drop(sender);
    receiver.iter().sum() // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`mpsc::channel`, 10 messages", run)
    .answers(|_| 45)
    .exact(|_| declaration::Exact::together(2, CHANNEL + (31 * 16 + 8)));

/// A channel, of rustc 1.95: four groups of fields, each aligned to 128 bytes so that two threads do not share a cache line.
const CHANNEL: u64 = 4 * 128;
