//! The same small function, not inlined: the last thing it does is to call another, so in release its frame is gone before anything is allocated.
//!
//! It hands its own return address on and jumps, instead of calling and returning.

use crate::helper_inlined::joined;

// ANCHOR: helper
/// The route of a request.
#[inline(never)]
fn key_of(method: &str, path: &str) -> String {
    joined(method, path)
}
// ANCHOR_END: helper

/// The length of a key.
#[inline(never)]
pub fn run() -> u64 {
    key_of("GET", "/shop/items").len() as u64
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same function, which jumps to another", run)
        .answers(|_| crate::KEY)
        .exact(|_| declaration::Exact::once(crate::KEY))
        .against("helper_inlined");
