//! `writeln!` into one `String`, cleared and written again: no allocation once it has grown to its longest line.
//!
//! `write!` allocates nothing itself; whether the `String` does depends on its room.

use crate::work::checksum;
use declaration::Prepared;
use std::fmt::Write;

// ANCHOR: run
/// Writes the line over what the string held.
#[inline(never)]
pub fn rewrite(line: &mut String, number: usize) -> u64 {
    line.clear();
    writeln!(line, "a = {number}").expect("a String takes everything"); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

/// A caller that keeps one `String`; the first call makes it grow.
pub fn prepare(number: usize) -> Prepared {
    let mut line = String::new();
    Box::new(move || rewrite(&mut line, number)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! into a String, cleared and kept", prepared(prepare))
        .at(crate::work::LARGE)
        .answers(crate::line)
        .exact(|_| declaration::Exact::NONE);
