//! `read_to_end` does not know how much will come: it reads a little, then grows as it reads on.

use std::io::{Read, repeat};

// ANCHOR: run
#[inline(never)]
fn contents(mut source: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = source.read_to_end(&mut bytes); // heap: may
    bytes.truncate(read.unwrap_or(0));
    bytes
}

/// One block, reallocated until 1000 bytes fit.
#[inline(never)]
pub fn run() -> u64 {
    contents(repeat(1).take(1000)).iter().map(|byte| u64::from(*byte)).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`read_to_end` of 1000 bytes", run).answers(|_| 1_000).exact(|_| crate::doubled(32, 5));
