//! An error made from a literal, of which only its cause is asked, and it has none: a `String` in a `Box<dyn Error>`.

use std::error::Error;
use std::hint::black_box;

// ANCHOR: run
/// An error from a literal, in a `Box<dyn Error>`.
#[inline(never)]
pub fn run() -> u64 {
    let error: Box<dyn Error> = Box::from("thirty-two"); // heap: may
    black_box(32) + u64::from(error.source().is_none()) // heap: unknown
}
// ANCHOR_END: run

// The message, and a `String` in the box.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an error from a literal, in a `Box<dyn Error>`", run)
        .answers(|_| 33)
        .exact(|_| declaration::Exact::together(2, 10 + 24));
