//! `concat` of the pieces: their lengths are added up first, so there is one block of exactly the line.

use crate::work::checksum;

// ANCHOR: run
/// Puts the line together from three pieces.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = ["a = ", itoa::Buffer::new().format(number), "\n"].concat(); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pieces by concat, digits by itoa", sized(run))
        .answers(crate::line)
        .exact(|number| declaration::Exact::once(4 + crate::length(number) + 1));
