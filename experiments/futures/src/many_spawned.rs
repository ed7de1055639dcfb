//! A hundred tasks, spawned one by one, and awaited in order.

use crate::work::{MANY, runtime, turn};
use declaration::Prepared;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Spawns all, and adds up their answers.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        let tasks: Vec<_> = (0..MANY).map(|item| tokio::spawn(price(item))).collect(); // heap: 2, may, unknown
        let mut sum = 0;
        for task in tasks {
            sum += task.await.unwrap_or(0); // heap: may, unknown
        }
        sum
    })
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 tasks: tokio::spawn() and a Vec of handles", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::many())
        .exact(|_| declaration::Exact::together(1 + crate::work::MANY, crate::work::MANY * (8 + crate::TASK)))
        .against("many_spawned");
