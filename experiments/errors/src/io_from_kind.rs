//! `io::Error::from(kind)`: a number in the value.

use crate::work::failed;
use std::io;

// ANCHOR: run
#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::ErrorKind::TimedOut.into())
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("io::ErrorKind::TimedOut.into()", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("io_from_kind");
