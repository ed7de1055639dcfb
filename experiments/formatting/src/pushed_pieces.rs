//! The pieces pushed into a `String` with room for them: one block; the digits are made in the frame.

use crate::work::checksum;

// ANCHOR: run
/// Makes a string with room for 32 bytes and pushes the pieces of the line.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut line = String::with_capacity(32); // heap: 1
    line.push_str("a = "); // heap: elided
    line.push_str(itoa::Buffer::new().format(number)); // heap: elided
    line.push('\n'); // heap: elided
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pieces by push_str, digits by itoa", sized(run))
        .at(crate::work::LARGE)
        .answers(crate::line)
        .exact(|_| declaration::Exact::once(32));
