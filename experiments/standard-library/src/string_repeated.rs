//! `str::repeat` knows how long the text will be: one block of exactly that size, filled by copying what is there already.
//!
//! Repeated not at all, it is `String::new()`, without a block.

// ANCHOR: run
#[inline(never)]
fn repeated(text: &str, times: usize) -> String {
    text.repeat(times) // heap: 1
}

/// One block of 33 bytes, and none for the text that is repeated not at all.
#[inline(never)]
pub fn run() -> u64 {
    (repeated("abc", 11).len() + repeated("abc", 0).capacity()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`str::repeat`", run).answers(|_| 33).exact(|_| declaration::Exact::once(33));
