//! `format_args!` handed to a function that is not inlined: the text is not made until someone writes it, and nothing is allocated.
//!
//! `Arguments` borrows its operands, so it cannot outlive them; the compiler refuses the function that returns one.
//! A logger that drops the message has not paid for its text.

use crate::work::checksum;
use std::fmt::Arguments;
use std::io::Write;

// ANCHOR: run
/// Writes any line into an array of 32 bytes.
#[inline(never)]
fn log(line: Arguments<'_>) -> u64 {
    let mut text = [0; 32];
    let mut rest = &mut text[..];
    rest.write_fmt(line).expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&text[..written])
}

/// Passes the line on, not yet formatted.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    log(format_args!("a = {number}\n"))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("format_args! handed to a function", sized(run))
        .at(crate::work::LARGE)
        .answers(crate::line)
        .exact(|_| declaration::Exact::NONE);
