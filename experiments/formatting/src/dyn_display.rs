//! The number handed on as `&dyn Display`: no allocation, because the trait object borrows it.
//!
//! Go's `any` is the counterpart, and a value in it is owned: it needs a place that lives as long as the interface does.

use crate::work::checksum;
use std::fmt::Display;
use std::io::Write;

// ANCHOR: run
#[inline(never)]
fn print(value: &dyn Display) -> u64 {
    let mut line = [0; 32];
    let mut rest = &mut line[..];
    writeln!(rest, "a = {value}").expect("the array has room for the line"); // heap: unknown
    let written = 32 - rest.len();
    checksum(&line[..written])
}

/// Lends the number.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    print(&number)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the number as &dyn Display", sized(run))
    .at(crate::work::LARGE)
    .answers(crate::line)
    .exact(|_| declaration::Exact::NONE);
