//! `writeln!` into an array of the frame: no allocation.
//!
//! `&mut [u8]` is a writer: what is written moves its beginning forward, so what is left of it tells how much was written.
//! What the other ways to make the same text are compared with.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
/// Writes the line into an array of 32 bytes.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {number}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! into an array of the frame", sized(run))
        .answers(crate::line)
        .exact(|_| declaration::Exact::NONE);
