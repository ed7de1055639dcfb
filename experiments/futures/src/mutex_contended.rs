//! `tokio::sync::Mutex`, which another future holds: whoever waits is a part of the future that waits.

use crate::work::{block_on, item, turn};
use tokio::sync::Mutex;

// ANCHOR: run
async fn add(sum: &Mutex<u64>) {
    let mut sum = sum.lock().await;
    turn().await;
    *sum += item() * 3;
}

/// Two futures add to a sum, and the second one waits for the first.
#[inline(never)]
pub fn run() -> u64 {
    let sum = Mutex::new(0);
    block_on(async {
        tokio::join!(add(&sum), add(&sum));
        *sum.lock().await
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Mutex::lock() that waits", run)
    .answers(|_| 2 * crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE);
