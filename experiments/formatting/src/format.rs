//! `format!`: a `String` with room for twice the fixed text, and a reallocation where the operands need more.
//!
//! The fixed text is five bytes here, so the first block has ten: enough for the small number, too few for the large one.

use crate::work::checksum;

// ANCHOR: run
/// Formats the line.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = format!("a = {number}\n"); // heap: may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("format!", sized(run))
    .answers(crate::line)
    // Twice the fixed text.
    .exact(|number| crate::doubled(2 * 5, number));
