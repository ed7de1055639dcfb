//! `format!` with a number that is known only at run time.

use std::hint::black_box;

// ANCHOR: run
/// `format!` of a number.
#[inline(never)]
pub fn run() -> u64 {
    let text = format!("{}", black_box(55)); // heap: may
    text.len() as u64
}
// ANCHOR_END: run

// The smallest capacity of a growing Vec of bytes is 8.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`format!` of a number", run).answers(|_| 2).exact(|_| declaration::Exact::once(8));
