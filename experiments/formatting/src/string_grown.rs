//! `writeln!` into a `String` without room: it grows with the pieces, as a `Vec` of bytes does.
//!
//! The first piece makes a block of 8 bytes; the long line then needs a second.

use crate::work::checksum;
use std::fmt::Write;

// ANCHOR: run
/// Writes the line into a new string.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = String::new();
    writeln!(line, "a = {number}").expect("a String takes everything"); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("writeln! into String::new()", sized(run))
    .answers(crate::line)
    .exact(|number| crate::doubled(8, number));
