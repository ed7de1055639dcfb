//! The line put together by `+`: the left side is reused and grows, each right side has been a `String` of its own or a `str`.
//!
//! Growth starts from the four bytes of the first piece, which is just the room it has.

use crate::work::checksum;

// ANCHOR: run
/// Adds the pieces of the line.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let line = "a = ".to_string() + &number.to_string() + "\n"; // heap: 2, may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the pieces by +", sized(run)).at(crate::work::NUMBERS).answers(crate::line).exact(added);

/// A block of the first four bytes and one of the digits, which are live together; the first is reallocated to the larger of
/// twice its size and what is needed, for the digits and, where they filled it, for the newline.
fn added(number: usize) -> declaration::Exact {
    let digits = crate::length(number);
    let with_digits = (4 + digits).max(8);
    let is_full = with_digits == 4 + digits;
    let whole = if is_full { 2 * with_digits } else { with_digits };
    declaration::Exact {
        reallocations: if is_full { 2 } else { 1 },
        requested_bytes: 4 + digits + with_digits + if is_full { whole } else { 0 },
        ..declaration::Exact::together(2, digits + whole)
    }
}
