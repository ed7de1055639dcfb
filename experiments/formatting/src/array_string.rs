//! `writeln!` into an `ArrayString<32>`: no allocation, and the text stays a `str`.
//!
//! A writer of text (`fmt::Write`) instead of bytes. A line that is too long is an error too, and then none of the piece that does not fit is written.

use crate::work::checksum;
use arrayvec::ArrayString;
use std::fmt::Write;

// ANCHOR: run
/// Writes the line into a string whose 32 bytes are in the frame.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = ArrayString::<32>::new();
    writeln!(line, "a = {number}").expect("the string has room for the line"); // heap: unknown
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("writeln! into an ArrayString", sized(run))
    .at(crate::work::LARGE)
    .answers(crate::line)
    .exact(|_| declaration::Exact::NONE);
