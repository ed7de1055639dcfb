//! The same with a private function: all of its callers are known, and all pass the same pointer.
//!
//! At opt-level 3 the call through the pointer becomes a direct call, `String::from` is inlined, and the block is elided.

// ANCHOR: run
#[inline(never)]
fn length(make: fn(&'static str) -> String, text: &'static str) -> usize {
    make(text).len() // heap: elided
}

/// One block at opt-level 0, none in release.
#[inline(never)]
pub fn run() -> u64 {
    length(String::from, "salt and pepper") as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, to a private function", run)
    .answers(|_| 15)
    .debug(|_| declaration::Exact::once(15))
    .release(|_| declaration::Exact::NONE);
