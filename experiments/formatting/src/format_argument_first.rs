//! `format!` of a short text that begins with its operand: no room is made beforehand, so it grows with the pieces.

use crate::work::checksum;

// ANCHOR: run
/// Formats the line the other way round.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = format!("{number} = a\n"); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("format! beginning with the number", sized(run))
        .answers(|number| crate::around("", number, " = a\n"))
        .exact(|number| crate::doubled(8, number));
