//! A `Box` that is made, read and freed in one function: a block in debug, none in release.
//!
//! The optimiser sees every use of the block and removes it.

// ANCHOR: run
/// One block at opt-level 0, none in release.
#[inline(never)]
pub fn run() -> u64 {
    let value = Box::new(41_u64); // heap: elided
    *value + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Box::new`, read and dropped in place", run)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
