//! A `Box` that leaves the function which made it: a block of the size of the value, in debug and in release.
//!
//! `boxed` is not inlined, so the optimiser never sees the block being made and freed in one place.

// ANCHOR: run
#[inline(never)]
fn boxed(value: u64) -> Box<u64> {
    Box::new(value) // heap: 1
}

/// One block, made in `boxed`.
#[inline(never)]
pub fn run() -> u64 {
    *boxed(41) + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Box::new`, returned", run).answers(|_| 42).exact(|_| declaration::Exact::once(8));
