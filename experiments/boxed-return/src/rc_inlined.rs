//! A constructor that is inlined returns an `Rc`: one allocation in every profile, and a larger one.
//!
//! The block holds two counters before the value: strong and weak references.
//! It is never elided: the last reference is dropped by `Rc::drop_slow`, which the standard library marks `#[inline(never)]`,
//! so the address of the block leaves the function and the block must exist.

use std::hint::black_box;
use std::rc::Rc;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline]
fn span_of(line: u64) -> Rc<Span> {
    Rc::new(Span { start: line * 80, end: line * 80 + 80 }) // heap: 1
}
// ANCHOR_END: constructor

/// Makes a shared span, looks at both ends, and drops the only reference.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let span = span_of(black_box(3));
    span.start + span.end
}

// Two counters of a word each stand before the value.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an inlined constructor returns an Rc", run)
    .answers(|_| crate::ENDS)
    .exact(|_| declaration::Exact::once(8 + 8 + crate::SPAN))
    .against("by_value_inlined");
