//! `BufRead::lines` makes a new `String` for every line; `read_line` would fill the same one again.

use std::io::BufRead;

// ANCHOR: run
#[inline(never)]
fn longest(text: &[u8]) -> usize {
    text.lines().map_while(Result::ok).map(|line| line.len()).max().unwrap_or(0) // heap: may
}

/// A block for each of the three lines.
#[inline(never)]
pub fn run() -> u64 {
    longest(b"salt\npepper and oil\nvinegar\n") as u64
}
// ANCHOR_END: run
