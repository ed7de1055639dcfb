//! `io::Error` out of an `ErrorKind` or an operating system's code is a word without a block.

use std::io::{Error, ErrorKind};

// ANCHOR: run
#[inline(never)]
fn errors() -> [Error; 2] {
    [Error::from(ErrorKind::InvalidData), Error::from_raw_os_error(2)] // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let [invalid, missing] = errors();
    u64::from(invalid.kind() == ErrorKind::InvalidData) + u64::from(missing.kind() == ErrorKind::NotFound)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`io::Error` from a kind and from a code", run)
    .answers(|_| 2)
    .exact(|_| declaration::Exact::NONE);
