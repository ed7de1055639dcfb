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
