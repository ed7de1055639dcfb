//! `Notify`: as with the mutex, whoever waits is a part of the future that waits.

use crate::work::{block_on, item};
use tokio::sync::Notify;

// ANCHOR: run
/// A future waits for a word from another.
#[inline(never)]
pub fn run() -> u64 {
    let notify = Notify::new();
    block_on(async {
        let waits = async {
            notify.notified().await; // heap: unknown
            item() * 3
        };
        let (price, ()) = tokio::join!(waits, async { notify.notify_one() }); // heap: unknown
        price
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Notify::notified() that waits", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF);
