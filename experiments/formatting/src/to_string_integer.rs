//! `to_string` of an integer: one block of exactly its digits.
//!
//! The standard library has a version of `to_string` for integers, which makes the digits in the frame and then copies them.

use crate::work::checksum;

// ANCHOR: run
/// The digits of the number as a `String`.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let digits = number.to_string(); // heap: 1
    checksum(digits.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("to_string of an integer", sized(run))
    .answers(|number| crate::around("", number, ""))
    .exact(|number| declaration::Exact::once(crate::length(number)))
    .against("to_string_integer");
