//! `to_string` through `&dyn Display`: the version for everything else, which writes into a `String` without room.

use crate::work::checksum;
use std::fmt::Display;

// ANCHOR: run
#[inline(never)]
fn text_of(value: &dyn Display) -> String {
    value.to_string() // heap: may
}

/// The digits of the number as a `String`, made by a function that does not know that it is a number.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    checksum(text_of(&number).as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("to_string through &dyn Display", sized(run))
    .answers(|number| crate::around("", number, ""))
    .exact(|_| declaration::Exact::once(8))
    .against("to_string_integer");
