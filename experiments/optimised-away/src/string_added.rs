//! A literal is added to a `String`, which must grow for it.

use std::hint::black_box;

// ANCHOR: run
/// `String + &str`.
#[inline(never)]
pub fn run() -> u64 {
    let text = String::from("fifty-") + "seven"; // heap: 1, may
    black_box(57) + text.len() as u64
}
// ANCHOR_END: run
