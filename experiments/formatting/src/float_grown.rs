//! A float into a `String` without room: its text comes in pieces, so the `String` may grow where an integer of that length would not.
//!
//! The digits before the point, the point, and those behind it are a piece each; a sign is one more, and so are zeros that fill up.
//! The first piece makes a block of 8 bytes, or of its own length if that is more.

use crate::work::checksum;
use std::fmt::Write;

// ANCHOR: run
/// Writes an eighth of the number into a new string.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let eighth = number as f64 / 8.0;
    let mut text = String::new();
    write!(text, "{eighth}").expect("a String takes everything"); // heap: may
    checksum(text.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("write! of an f64 into String::new()", sized(run))
        .against("float")
        .answers(|number| crate::work::checksum(if number == 77 { b"9.625" } else { b"8333333.25" }))
        .exact(|number| {
            // "9", ".", "625" fit into 8 bytes; after "8333333" and "." the last piece, "25", does not.
            if number == 77 {
                declaration::Exact::once(8)
            } else {
                declaration::Exact { reallocations: 1, requested_bytes: 8 + 16, ..declaration::Exact::once(16) }
            }
        });
