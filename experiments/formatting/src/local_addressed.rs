//! The same, and the address of the number is looked at afterwards, as in the article.
//!
//! In Go that address decides whether the compiler may see through the local; here it decides nothing.

use crate::work::checksum;
use std::hint::black_box;
use std::io::Write;

// ANCHOR: run
/// Writes the line about a local number, then shows the number's address to a black box.
#[inline(never)]
pub fn run() -> u64 {
    let a = 66_666_666;
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {a}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    black_box(&a);
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, and its address looked at", run)
    .answers(|_| crate::line(66_666_666))
    .exact(|_| declaration::Exact::NONE)
    .against("local_addressed");
