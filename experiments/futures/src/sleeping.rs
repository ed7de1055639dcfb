//! `sleep`: the entry of the timer is a part of the future.

use crate::work::{item, runtime};
use declaration::Prepared;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::sleep;

// ANCHOR: run
/// Sleeps for a millisecond.
#[inline(never)]
pub fn run(runtime: &Runtime) -> u64 {
    runtime.block_on(async {
        // heap: may, unknown
        sleep(Duration::from_millis(1)).await; // heap: may
        item() * 3
    })
}
// ANCHOR_END: run

/// A program with a runtime of one thread.
pub fn prepare(_: usize) -> Prepared {
    let runtime = runtime();
    Box::new(move || run(&runtime)) // heap: 1, may
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("sleep()", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::ANSWER)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF)
    .untimed("it takes as long as it sleeps");
