//! `io::Error::new` with a literal: a `String`, a box for it, and a box for that box and the kind.

use crate::work::failed;
use std::io;

// ANCHOR: run
#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::Error::new(io::ErrorKind::TimedOut, "no answer in time")) // heap: may
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("io::Error::new(kind, literal)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::together(3, 17 + 24 + 24))
    .against("io_from_kind");
