//! `ReusableBoxFuture`: each call puts its future into the block of the one before, where it fits.

use crate::work::{block_on, item, turn};
use declaration::Prepared;
use std::future::poll_fn;
use tokio_util::sync::ReusableBoxFuture;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Puts a new future into the box that is there, and awaits it.
#[inline(never)]
pub fn run(boxed: &mut ReusableBoxFuture<'static, u64>) -> u64 {
    boxed.set(price(item())); // heap: 1
    block_on(poll_fn(|context| boxed.poll(context))) // heap: unknown
}
// ANCHOR_END: run

/// A caller that keeps the box.
pub fn prepare(_: usize) -> Prepared {
    let mut boxed = ReusableBoxFuture::new(price(0)); // heap: 1
    Box::new(move || run(&mut boxed)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("ReusableBoxFuture::set()", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE);
