//! Padding to a width: no allocation. The fill is written one character at a time, before or after the digits.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
/// Writes the number to the right of ten columns.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {number:>10}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("writeln! with {:>10}", sized(run))
    .against(declaration::ITSELF)
    .answers(|number| crate::work::checksum(if number == 77 { b"a =         77\n" } else { b"a =   66666666\n" }))
    .exact(|_| declaration::Exact::NONE);
