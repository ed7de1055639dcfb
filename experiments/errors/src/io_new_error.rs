//! `io::Error::new` with an error of one's own: a box for it, and a box for that box and the kind.

use crate::work::failed;
use std::hint::black_box;
use std::io;

// ANCHOR: run
/// There was no answer for so long.
#[derive(Debug, thiserror::Error)] // heap: unknown
#[error("no answer in {seconds} seconds")]
pub struct NoAnswer {
    seconds: u64,
}

#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::Error::new(io::ErrorKind::TimedOut, NoAnswer { seconds: black_box(30) })) // heap: may
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("io::Error::new(kind, error of 8 B)", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::together(2, 8 + 24))
    .against("io_from_kind");
