//! A `String` and its clone, of which only the lengths are asked.
//! Copies of literals are removed elsewhere; here the copying is done by `String::clone`, which is called, not inlined.

use std::hint::black_box;

// ANCHOR: run
/// A `String` and its clone.
#[inline(never)]
pub fn run() -> u64 {
    let text = String::from("fifty-six"); // heap: 1
    let clone = text.clone(); // heap: may
    black_box(56) + (text.len() + clone.len()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `String` and its clone", run)
    .answers(|_| 74)
    .exact(|_| declaration::Exact::together(2, 2 * 9));
