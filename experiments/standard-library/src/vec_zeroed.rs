//! `vec![0; n]` asks for a block that is zeroed already, and writes no zeros itself.

// ANCHOR: run
#[inline(never)]
fn zeros(count: usize) -> Vec<u64> {
    vec![0; count] // heap: 1
}

/// One block, by `alloc_zeroed`.
#[inline(never)]
pub fn run() -> u64 {
    zeros(100).len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`vec![0; n]`", run).answers(|_| 100).exact(|_| declaration::Exact::once(800));
