//! `io::Error::other` is `io::Error::new` with the kind `Other`.

use crate::work::failed;
use std::io;

// ANCHOR: run
#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::Error::other("no answer in time")) // heap: 1, may
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("io::Error::other(literal)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::together(3, 17 + 24 + 24))
    .against("io_from_kind");
