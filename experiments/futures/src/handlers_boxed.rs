//! A table of `async` handlers behind `dyn Fn`: each call boxes its future.

use crate::work::{block_on, item, turn};
use declaration::Prepared;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::future::Future;

// ANCHOR: run
/// Anything that is called with an item and answers later.
pub type Handler = Box<dyn Fn(u64) -> BoxFuture<'static, u64>>;

fn handler<F>(handle: impl Fn(u64) -> F + 'static) -> Handler
where
    F: Future<Output = u64> + Send + 'static,
{
    Box::new(move |item| handle(item).boxed()) // heap: 1
}

async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

async fn weight(item: u64) -> u64 {
    turn().await;
    item * 2
}

/// Calls all handlers, one after the other.
#[inline(never)]
pub fn run(handlers: &[Handler]) -> u64 {
    block_on(async {
        let mut sum = 0;
        for handler in handlers {
            sum += handler(item()).await; // heap: unknown
        }
        sum
    })
}
// ANCHOR_END: run

/// A program that keeps its table.
pub fn prepare(_: usize) -> Prepared {
    let handlers = [handler(price), handler(weight)];
    Box::new(move || run(&handlers)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("two handlers, Box<dyn Fn() -> BoxFuture> each", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::ITEM * 5)
        .exact(|_| declaration::Exact::each(2, size_of_val(&price(0)) as u64))
        .against(declaration::ITSELF);
