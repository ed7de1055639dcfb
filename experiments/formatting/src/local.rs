//! The article's program: a local number, printed.
//!
//! It is borrowed for the call, and stays where it is.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
/// Writes the line about a local number.
#[inline(never)]
pub fn run() -> u64 {
    let a = 66_666_666;
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {a}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a local number, written", run)
    .answers(|_| crate::line(66_666_666))
    .exact(|_| declaration::Exact::NONE)
    .against("local");
