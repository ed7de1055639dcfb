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

// Each has the length of its line, its end included, but not less than 8 bytes.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`lines` of a text of 3", run).answers(|_| 14).exact(|_| three_lines());

/// The lines of 5, 15 and 8 bytes, one after the other.
const fn three_lines() -> declaration::Exact {
    declaration::Exact {
        requested_bytes: 8 + 15 + 8,
        net_bytes: 8 + 15 + 8,
        peak_bytes: 15,
        ..declaration::Exact::each(3, 0)
    }
}
