//! `BufReader::new` makes a buffer of 8 KiB, however little is read.

use std::io::{BufReader, Read, repeat};

// ANCHOR: run
#[inline(never)]
fn sum(source: impl Read) -> u64 {
    BufReader::new(source).bytes().map_while(Result::ok).map(u64::from).sum() // heap: 1
}

/// One block of 8 KiB, for three bytes.
#[inline(never)]
pub fn run() -> u64 {
    sum(repeat(14).take(3))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`BufReader::new`, 3 bytes read", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::once(8 * 1024));
