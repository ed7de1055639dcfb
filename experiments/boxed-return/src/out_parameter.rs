//! The caller lends the place, the function fills it: no allocation in any profile.
//!
//! This is what C does where it must not return a local's address and does not want `malloc`.
//! In Rust it says nothing that returning the value does not say, and the place must hold something before it is filled.

use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline(never)]
fn span_of(line: u64, span: &mut Span) {
    span.start = line * 80;
    span.end = line * 80 + 80;
}
// ANCHOR_END: constructor

/// Lends a place in its own frame and looks at both ends.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let mut span = Span { start: 0, end: 0 }; // heap: none
    span_of(black_box(3), &mut span);
    span.start + span.end
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the caller lends the place", run)
    .answers(|_| crate::ENDS)
    .exact(|_| declaration::Exact::NONE);
