//! An `async` block is a value: its variables live in it, and it can be polled where it stands.

use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: run
/// No block: the future is on the stack, and the waker does nothing.
#[inline(never)]
pub fn run() -> u64 {
    let work = async {
        let first = ready(40_u64).await; // heap: none
        first + ready(2).await
    };
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => 0,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an `async` block, polled on the stack", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE);
