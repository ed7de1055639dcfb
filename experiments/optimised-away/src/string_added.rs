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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`String + &str`", run).answers(|_| 68).exact(|_| ADDED);

/// Six bytes, which become twelve.
const ADDED: declaration::Exact = declaration::Exact {
    allocations: 1,
    deallocations: 1,
    reallocations: 1,
    requested_bytes: 6 + 12,
    net_bytes: 12,
    peak_bytes: 12,
    end_bytes: 0,
};
