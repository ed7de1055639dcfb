//! A `String` is a `Vec` of bytes: room for a text whose length is known only at run time, and no text, is asked for in debug alone.

use std::hint::black_box;

// ANCHOR: run
/// `String::with_capacity(n)`, unused.
#[inline(never)]
pub fn run() -> u64 {
    let text = String::with_capacity(black_box(82)); // heap: elided
    text.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`String::with_capacity(n)`, nothing pushed", run)
        .answers(|_| 82)
        .debug(|_| declaration::Exact::once(82))
        .release(|_| declaration::Exact::NONE);
