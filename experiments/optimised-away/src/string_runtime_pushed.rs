//! Room for the text, and the text is pushed.
//! As with a `Vec`, the push may have to grow the block, and the call that would do it is left.

use std::hint::black_box;

// ANCHOR: run
/// `String::with_capacity(n)` and `push_str`.
#[inline(never)]
pub fn run() -> u64 {
    let text: &str = black_box("a text of the caller");
    if text.is_empty() {
        return 0;
    }
    let mut copy = String::with_capacity(black_box(84)); // heap: 1
    copy.push_str(text); // heap: may
    64 + copy.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`String::with_capacity(n)` and `push_str`, the length", run)
        .answers(|_| 84)
        .exact(|_| declaration::Exact::once(84));
