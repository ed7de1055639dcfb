//! The number handed on as `Box<dyn Display>`: one allocation of its size, large or small.
//!
//! The box owns the number and may be kept. It is what Go does for an operand of `Printf` that does not fit one of its shortcuts.

use crate::work::checksum;
use std::fmt::Display;
use std::io::Write;

// ANCHOR: run
#[inline(never)]
fn print(value: Box<dyn Display>) -> u64 {
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {value}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&line[..written])
}

/// Gives the number away, boxed.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    print(Box::new(number)) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the number as Box<dyn Display>", sized(run))
    .answers(crate::line)
    .exact(|_| declaration::Exact::once(8));
