//! A box that is never freed.
//! To leak a block is no use of it, so it is removed as well, and the leak with it.

use std::hint::black_box;

// ANCHOR: run
/// A box, leaked.
#[inline(never)]
pub fn run() -> u64 {
    let leaked: &'static u64 = Box::leak(Box::new(black_box(7))); // heap: elided
    *leaked + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box, leaked", run).answers(|_| 8).debug(|_| LEAKED).release(|_| declaration::Exact::NONE);

/// A box of eight bytes that nobody frees.
const LEAKED: declaration::Exact = declaration::Exact { deallocations: 0, end_bytes: 8, ..declaration::Exact::once(8) };
