//! The value itself is returned: no allocation in any profile.
//!
//! The result type is its own storage: `Span` is two words, and two words come back in registers.
//! The constructor is not inlined, so the value crosses a real call boundary.

use std::hint::black_box;

// ANCHOR: constructor
/// Where a line lies in a file whose lines are 80 bytes long.
struct Span {
    /// The offset of its first byte.
    start: u64,
    /// The offset behind its last byte.
    end: u64,
}

/// The span of the line with this number.
#[inline(never)]
fn span_of(line: u64) -> Span {
    Span { start: line * 80, end: line * 80 + 80 } // heap: none
}
// ANCHOR_END: constructor

// ANCHOR: caller
/// Gets the span of one line and looks at both ends.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let span = span_of(black_box(3));
    span.start + span.end
}
// ANCHOR_END: caller

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the value itself is returned", run)
    .answers(|_| crate::ENDS)
    .exact(|_| declaration::Exact::NONE);
