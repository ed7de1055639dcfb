//! A hundred tasks in a `JoinSet`: it has an entry of its own for each task.

use crate::work::{MANY, runtime, turn};
use declaration::Prepared;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Spawns all, and adds up their answers as they come.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        let mut tasks = JoinSet::new(); // heap: 1
        for item in 0..MANY {
            tasks.spawn(price(item)); // heap: 1, may
        }
        let mut sum = 0;
        while let Some(price) = tasks.join_next().await {
            // heap: may, unknown
            sum += price.unwrap_or(0);
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

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 tasks: JoinSet", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::many())
    .exact(|_| declaration::Exact::together(1 + 2 * crate::work::MANY, 72 + crate::work::MANY * (56 + crate::TASK)))
    .against("many_spawned");
