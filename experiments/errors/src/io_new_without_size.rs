//! `io::Error::new` with an error without a size: the inner box has no block.

use crate::work::failed;
use std::io;

// ANCHOR: run
/// There was no answer in time.
#[derive(Debug, thiserror::Error)] // heap: unknown
#[error("no answer in time")]
pub struct NoAnswer;

#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::Error::new(io::ErrorKind::TimedOut, NoAnswer)) // heap: may
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("io::Error::new(kind, error without size)", run)
        .answers(|_| crate::work::FAILED)
        .exact(|_| declaration::Exact::once(24))
        .against("io_from_kind");
