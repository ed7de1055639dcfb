//! `mem::take` moves a `Vec` out and leaves `Vec::new()` behind, which has no block.
//!
//! The `Vec` is never grown and never leaves the function, so release elides its block.

// ANCHOR: run
/// One block at opt-level 0, moved from hand to hand; none in release.
#[inline(never)]
pub fn run() -> u64 {
    let mut pending: Vec<u64> = (0..10).collect(); // heap: elided
    let taken = std::mem::take(&mut pending);
    taken.iter().sum::<u64>() + pending.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`mem::take` of a `Vec`", run)
    .answers(|_| 45)
    .debug(|_| declaration::Exact::once(80))
    .release(|_| declaration::Exact::NONE);
