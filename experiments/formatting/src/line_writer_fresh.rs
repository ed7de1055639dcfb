//! A `LineWriter` a call: its buffer is one allocation, whatever is written.
//!
//! What the first `println!` of a process adds to those that follow.

use crate::work::Checksum;
use std::io::{LineWriter, Write};

// ANCHOR: run
/// Makes a writer, writes the line, and answers with the checksum of what the writer handed on.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut out = LineWriter::new(Checksum::default()); // heap: 1
    writeln!(out, "a = {number}").expect("the sink takes everything"); // heap: unknown
    out.get_mut().take()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! into a LineWriter, one a call", sized(run))
        .at(crate::work::LARGE)
        .answers(crate::line)
        .exact(|_| declaration::Exact::once(1_024));
