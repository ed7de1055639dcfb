//! `io::Error::from_raw_os_error`: the number of the operating system in the value; `last_os_error` makes the same.

use crate::work::failed;
use std::io;

// ANCHOR: run
#[inline(never)]
fn read() -> io::Result<u64> {
    Err(io::Error::from_raw_os_error(2))
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("io::Error::from_raw_os_error", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("io_from_kind");
