//! An empty `Vec` has no block, in any profile: there is nothing to remove.

use std::hint::black_box;

// ANCHOR: run
/// `Vec::new()`, its length.
#[inline(never)]
pub fn run() -> u64 {
    let numbers: Vec<u64> = Vec::new(); // heap: none
    black_box(40) + numbers.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Vec::new()`, its length", run).answers(|_| 40).exact(|_| declaration::Exact::NONE);
