//! Here `black_box` takes the owner of the allocation. Whoever has the owner may look at the block, so the block must exist.

use std::hint::black_box;

// ANCHOR: run
/// One allocation in debug and in release.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = black_box(Box::new(41)); // heap: 1
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, black_box around the box", run)
    .against(declaration::ITSELF)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::once(8));
