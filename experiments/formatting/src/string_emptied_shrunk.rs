//! A `String` cleared and shrunk: `shrink_to_fit` of what is empty frees the block and asks for nothing.
//!
//! It is `String::new()` afterwards, so the next line makes a block again. So it is with a `Vec`.

use crate::work::checksum;

// ANCHOR: run
/// Makes a `String` of a line, empties it, and gives its block back.
#[inline(never)]
pub fn run() -> u64 {
    let mut line = String::with_capacity(32); // heap: 1
    line.push_str("a = 66666666\n"); // heap: elided
    let sum = checksum(line.as_bytes());
    line.clear();
    line.shrink_to_fit(); // heap: elided
    sum + line.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("clear(), then shrink_to_fit()", run)
    .answers(|_| crate::line(66_666_666))
    .exact(|_| declaration::Exact::once(32))
    .against("format_constant");
