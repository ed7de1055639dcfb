//! A future behind `Pin<Box<dyn Future>>`: the block holds the variables of the `async` block.
//!
//! This is what a trait's `async` method needs to be called through `dyn`.

use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: run
#[inline(never)]
fn work(value: u64) -> Pin<Box<dyn Future<Output = u64>>> {
    Box::pin(async move { value + ready(2).await }) // heap: 1
}

/// One block: `value`, the awaited future and the state.
#[inline(never)]
pub fn run() -> u64 {
    match work(40).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        // heap: elided
        Poll::Ready(answer) => answer,
        Poll::Pending => 0,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Pin<Box<dyn Future>>`", run).answers(|_| 42).exact(|_| declaration::Exact::once(FUTURE));

/// The future of `async_boxed`: the captured value and its copy, the awaited `Ready<u64>` of two words, and the state.
const FUTURE: u64 = 8 + 8 + 16 + 8;
