//! `tokio::sync::Mutex`, which another future holds: whoever waits is a part of the future that waits.

use crate::work::{block_on, item};
use std::hint::black_box;
use std::mem::ManuallyDrop;
use tokio::sync::Mutex;

// ANCHOR: run
/// A future waits for a lock, which is let go of meanwhile.
#[inline(never)]
pub fn run() -> u64 {
    let price = Mutex::new(3);
    block_on(async {
        // Let go of in one place alone, whatever becomes of the futures.
        let held = ManuallyDrop::new(price.try_lock());
        let (price, ()) = tokio::join!(
            async { *price.lock().await * item() }, // heap: may, unknown
            async { black_box(drop as fn(_))(ManuallyDrop::into_inner(held)) }  // heap: unknown
        );
        price
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Mutex::lock() that waits", run)
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF);
