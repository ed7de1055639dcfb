//! An `Arc` that is taken apart by `Arc::try_unwrap` instead of dropped.
//! Its counters are atomic: they are changed in memory, where other threads would see it.

use std::hint::black_box;
use std::sync::Arc;

// ANCHOR: run
/// An `Arc`, taken apart by `try_unwrap`.
#[inline(never)]
pub fn run() -> u64 {
    let shared = Arc::new(black_box(67)); // heap: 1
    Arc::try_unwrap(shared).map_or(0, |number| number + 1)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an `Arc`, taken apart by `try_unwrap`", run)
    .answers(|_| 68)
    .exact(|_| declaration::Exact::once(8 + 8 + 8));
