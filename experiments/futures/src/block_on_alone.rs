//! `Runtime::block_on` without a task: the future stays where it is.

use crate::work::{item, runtime, turn};
use declaration::Prepared;
use tokio::runtime::Runtime;

// ANCHOR: run
async fn price(item: u64) -> u64 {
    turn().await;
    item * 3
}

/// Waits for an answer, without a task.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(price(item())) // heap: may, unknown
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Runtime::block_on()", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against("spawned");
