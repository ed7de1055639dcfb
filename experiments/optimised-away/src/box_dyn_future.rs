//! A boxed future, polled once to its end.
//! The compiler's state machine is data like any other.

use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: run
/// A boxed future, polled once.
#[inline(never)]
pub fn run() -> u64 {
    let number = black_box(10);
    let mut future: Pin<Box<dyn Future<Output = u64>>> = Box::pin(async move { number + 1 }); // heap: elided
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        // heap: elided
        Poll::Ready(sum) => sum,
        Poll::Pending => 0,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a boxed future, polled once", run)
    .answers(|_| 11)
    .debug(|_| declaration::Exact::once(16))
    .release(|_| declaration::Exact::NONE);
