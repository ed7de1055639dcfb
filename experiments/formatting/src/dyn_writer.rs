//! `writeln!` through `&mut dyn Write`: no allocation, though neither side knows the other's type.
//!
//! The trait object is a pair of pointers to what the caller owns, so nothing needs a place of its own.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
#[inline(never)]
fn print(out: &mut dyn Write, number: usize) {
    writeln!(out, "a = {number}").expect("the array has room for the line"); // heap: unknown
}

/// Writes the line into an array of 32 bytes, through a trait object.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    print(&mut rest, number);
    let written = 32 - rest.len();
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("writeln! through &mut dyn Write", sized(run))
    .answers(crate::line)
    .exact(|_| declaration::Exact::NONE);
