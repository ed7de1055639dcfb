//! `join` of the pieces: the same, with the separators counted in.

use crate::work::checksum;

// ANCHOR: run
/// Joins three pieces by spaces.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = ["a", "=", itoa::Buffer::new().format(number)].join(" "); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pieces by join, digits by itoa", sized(run))
        .answers(|number| crate::around("a = ", number, ""))
        .exact(|number| declaration::Exact::once(4 + crate::length(number)));
