//! The same into an array that is too short: what fits is written, and the rest is an error, without an allocation.
//!
//! The error has a fixed text (`ErrorKind::WriteZero`), so it needs no box.

use crate::work::checksum;
use std::io::{ErrorKind, Write};

// ANCHOR: run
/// Writes the line into an array of 8 bytes, and answers with the checksum of what fits when the rest is refused.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = [0; 8];
    let result = writeln!(&mut line[..], "a = {number}"); // heap: unknown
    match result {
        Err(error) if error.kind() == ErrorKind::WriteZero => checksum(&line),
        _ => 0,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same, into too short an array", sized(run))
        .at(crate::work::LARGE)
        .against(declaration::ITSELF)
        .answers(|_| crate::work::checksum(b"a = 6666"))
        .exact(|_| declaration::Exact::NONE);
