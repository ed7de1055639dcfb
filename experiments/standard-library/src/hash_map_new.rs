//! `HashMap::new` does not allocate: the table of an empty map is a constant.
//!
//! The keys of its hash come from the operating system once per thread, into a thread-local.

use std::collections::HashMap;

// ANCHOR: run
#[inline(never)]
fn ages() -> HashMap<&'static str, u64> {
    HashMap::new() // heap: may
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    ages().get("salt").copied().unwrap_or(0) + ages().capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`HashMap::new` and a lookup", run).answers(|_| 0).exact(|_| declaration::Exact::NONE);
