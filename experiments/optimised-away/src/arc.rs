//! An `Arc` that never leaves its function: as an `Rc`, with atomic counters.

use std::hint::black_box;
use std::sync::Arc;

// ANCHOR: run
/// An `Arc`, read.
#[inline(never)]
pub fn run() -> u64 {
    let shared = Arc::new(black_box(62)); // heap: 1
    *shared + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an `Arc`, read", run).answers(|_| 63).exact(|_| declaration::Exact::once(8 + 8 + 8));
