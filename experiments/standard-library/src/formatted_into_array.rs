//! `write!` into an array and into `io::sink()`: formatting itself does not allocate, what it writes to may.

use std::io::{self, Write};

// ANCHOR: run
#[inline(never)]
fn written(number: u64, target: &mut [u8]) -> io::Result<usize> {
    let mut target = io::Cursor::new(target);
    write!(target, "number {number}")?; // heap: unknown
    write!(io::sink(), "number {number}")?; // heap: none
    Ok(target.position() as usize)
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    written(7, &mut [0; 32]).map_or(0, |length| length as u64)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`write!` into an array and into `sink()`", run)
        .answers(|_| 8)
        .exact(|_| declaration::Exact::NONE);
