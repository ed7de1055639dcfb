//! A constructor that is not inlined returns a `Box`: one allocation in every profile.
//!
//! The block must exist when the constructor returns, because the caller, compiled apart, gets its address.
//! The optimiser sees the allocation in one function and the deallocation in the other, and can remove neither.

use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline(never)]
fn span_of(line: u64) -> Box<Span> {
    Box::new(Span { start: line * 80, end: line * 80 + 80 }) // heap: 1
}
// ANCHOR_END: constructor

/// Gets a box, looks at both ends, and frees it.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let span = span_of(black_box(3));
    span.start + span.end
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a constructor that is not inlined returns a Box", run)
        .answers(|_| crate::ENDS)
        .exact(|_| declaration::Exact::once(crate::SPAN));
