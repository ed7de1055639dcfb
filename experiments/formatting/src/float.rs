//! An eighth of the number, in the shortest digits that read back as the same value, and rounded to two places: no allocation.
//!
//! Both algorithms work in buffers of the frame.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
/// Writes an eighth of the number twice.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let eighth = number as f64 / 8.0;
    let mut line = [0; 48];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {eighth}, about {eighth:.2}").expect("the array has room for the line"); // heap: unknown
    let written = 48 - rest.len();
    checksum(&line[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("writeln! of an f64, shortest and to two places", sized(run))
        .against(declaration::ITSELF)
        .answers(|number| {
            crate::work::checksum(if number == 77 {
                b"a = 9.625, about 9.62\n"
            } else {
                b"a = 8333333.25, about 8333333.25\n"
            })
        })
        .exact(|_| declaration::Exact::NONE);
