//! The same with room for the longest line: one block.

use crate::work::checksum;
use std::fmt::Write;

// ANCHOR: run
/// Makes a string with room for 32 bytes and writes the line into it.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = String::with_capacity(32); // heap: 1
    writeln!(line, "a = {number}").expect("a String takes everything"); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! into String::with_capacity(32)", sized(run))
        .at(crate::work::LARGE)
        .answers(crate::line)
        .exact(|_| declaration::Exact::once(32));
