//! The value itself is returned by a constructor that is inlined: what the other inlined constructors are compared with.
//!
//! No call is left of it in release, so comparing `boxed_inlined` with `by_value` would compare a call with none.

use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline]
fn span_of(line: u64) -> Span {
    Span { start: line * 80, end: line * 80 + 80 }
}
// ANCHOR_END: constructor

/// Makes a span and looks at both ends.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let span = span_of(black_box(3));
    span.start + span.end
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the value itself, from an inlined constructor", run)
        .answers(|_| crate::ENDS)
        .exact(|_| declaration::Exact::NONE)
        .against("by_value_inlined");
