//! A constructor that is inlined returns a `Box`: one allocation in debug, none in release.
//!
//! Inlined, the allocation, the reads and the deallocation stand in one function, and no address leaves it.
//! The standard library allows the optimiser to remove such a pair, and it does: the box is elided.
//! One trace stays: the standard library calls an empty function before every allocation, and that call is kept (see `examples/findings.rs`).

use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline]
fn span_of(line: u64) -> Box<Span> {
    Box::new(Span { start: line * 80, end: line * 80 + 80 }) // heap: elided
}
// ANCHOR_END: constructor

/// Makes a box, looks at both ends, and frees it.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let span = span_of(black_box(3));
    span.start + span.end
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an inlined constructor returns a Box", run)
    .answers(|_| crate::ENDS)
    .debug(|_| declaration::Exact::once(crate::SPAN))
    .release(|_| declaration::Exact::NONE)
    .against("by_value_inlined");
