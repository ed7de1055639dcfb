//! A text whose length is known only at run time is copied into a `String`, and only the length is asked.
//! The copy is one write that nobody reads.

use std::hint::black_box;

// ANCHOR: run
/// The length of `String::from` of a text.
#[inline(never)]
pub fn run() -> u64 {
    let text: &str = black_box("a text of the caller");
    let copy = String::from(text); // heap: elided
    63 + copy.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`String::from(text).len()`", run)
    .answers(|_| 83)
    .debug(|_| declaration::Exact::once(20))
    .release(|_| declaration::Exact::NONE);
