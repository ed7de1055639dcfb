//! A small function that is inlined: it has no code of its own, and it still is a frame of the backtrace.
//!
//! The debug information says which lines of a function came from which inlined function, and dhat's backtraces are made from it.

// ANCHOR: helper
/// The route of a request.
#[inline(always)]
fn key_of(method: &str, path: &str) -> String {
    joined(method, path)
}

/// Two texts with a space between them.
#[inline(never)]
pub(crate) fn joined(first: &str, second: &str) -> String {
    let mut text = String::with_capacity(first.len() + 1 + second.len()); // heap: 1
    text.push_str(first); // heap: elided
    text.push(' '); // heap: elided
    text.push_str(second); // heap: elided
    text
}

/// The length of a key.
#[inline(never)]
pub fn run() -> u64 {
    key_of("GET", "/shop/items").len() as u64
}
// ANCHOR_END: helper

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a small function that is inlined", run)
    .answers(|_| crate::KEY)
    .exact(|_| declaration::Exact::once(crate::KEY))
    .against("helper_inlined");
