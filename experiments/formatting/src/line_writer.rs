//! `writeln!` into a `LineWriter` that exists: what `println!` does from its second call on, without the terminal.
//!
//! The pieces of the line are collected in the writer's buffer, and handed on when the newline comes.
//! `println!` to a sink that nobody reads would measure the operating system as well.

use crate::work::Checksum;
use declaration::Prepared;
use std::io::{LineWriter, Write};

// ANCHOR: run
/// Writes the line, and answers with the checksum of what the writer handed on.
#[inline(never)]
pub fn print(out: &mut LineWriter<Checksum>, number: usize) -> u64 {
    writeln!(out, "a = {number}").expect("the sink takes everything"); // heap: unknown
    out.get_mut().take()
}
// ANCHOR_END: run

/// A caller that keeps one writer.
pub fn prepare(number: usize) -> Prepared {
    let mut out = LineWriter::new(Checksum::default()); // heap: 1
    Box::new(move || print(&mut out, number)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! into a LineWriter, kept", prepared(prepare))
        .answers(crate::line)
        .exact(|_| declaration::Exact::NONE);
