//! What the variants have in common: a future that is not ready at once, and two ways to run one.

use std::future::Future;
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use tokio::runtime::{Builder, Runtime};

/// What each item costs.
pub const PRICE: u64 = 3;

/// The item that is asked for.
pub const ITEM: u64 = 14;

/// The answer of every variant that asks for one price.
pub const ANSWER: u64 = ITEM * PRICE;

/// How many tasks, futures or messages there are where there are many.
pub const MANY: u64 = 100;

// ANCHOR: turn
/// A future that is ready when it is polled for the second time, as what waits for a disk or a network is ready later.
pub struct Turn {
    was_polled: bool,
}

/// Lets others have their turn.
pub fn turn() -> Turn {
    Turn { was_polled: false }
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.was_polled {
            return Poll::Ready(());
        }
        self.was_polled = true;
        context.waker().wake_by_ref(); // heap: unknown
        Poll::Pending
    }
}
// ANCHOR_END: turn

/// The item, which the optimiser does not know.
pub fn item() -> u64 {
    black_box(ITEM)
}

// ANCHOR: block_on
/// Polls a future until it is ready, in this frame.
pub fn block_on(future: impl Future<Output = u64>) -> u64 {
    run_to_end(pin!(future)) // heap: may
}

/// As a runtime does it: it does not know which future it polls.
#[inline(never)]
fn run_to_end(mut future: Pin<&mut dyn Future<Output = u64>>) -> u64 {
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut context) {
            // heap: unknown
            return answer;
        }
    }
}
// ANCHOR_END: block_on

/// A runtime of tokio that runs all tasks on the thread that calls `block_on`, so that everything is counted.
pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().expect("a runtime without input and output can be made") // heap: may
}

/// The answer of the variants with many prices.
pub fn many() -> u64 {
    (0..MANY).map(|item| item * PRICE).sum()
}
