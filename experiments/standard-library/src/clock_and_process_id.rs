//! `Instant::now`, `elapsed` and `process::id` are calls of the operating system that return numbers.

use std::time::{Duration, Instant};

// ANCHOR: run
/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let start = Instant::now(); // heap: none
    let id = std::process::id(); // heap: none
    u64::from(start.elapsed() >= Duration::ZERO) + u64::from(id != 0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Instant::now`, `process::id`", run).answers(|_| 2).exact(|_| declaration::Exact::NONE);
