//! The line put together by `+`: the left side is reused and grows, each right side has been a `String` of its own or a `str`.
//!
//! Growth starts from the four bytes of the first piece, which is just the room it has.

use crate::work::checksum;

// ANCHOR: run
/// Adds the pieces of the line.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = "a = ".to_string() + &number.to_string() + "\n"; // heap: 2, may
    checksum(line.as_bytes())
}
// ANCHOR_END: run
