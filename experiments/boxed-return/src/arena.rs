//! The value lives in an arena that the caller made before and empties after: no allocation per call.
//!
//! The arena took its block from the allocator once; each value after that moves a pointer.
//! The price is in the signature: the reference lives as long as the arena is not emptied, and the compiler holds the caller to it.
//! Values in this arena are not dropped, which is fine for a `Span`, which owns nothing.

use bumpalo::Bump;
use declaration::Prepared;
use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline(never)]
fn span_of(arena: &Bump, line: u64) -> &Span {
    arena.alloc(Span { start: line * 80, end: line * 80 + 80 }) // heap: unknown
}
// ANCHOR_END: constructor

// ANCHOR: caller
/// Makes the arena. Each call of what is returned places one span in it, looks at both ends,
/// and empties the arena.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn prepare(_no_size: usize) -> Prepared {
    let mut arena = Bump::with_capacity(64); // heap: may
    Box::new(move || {
        // heap: 1
        let span = span_of(&arena, black_box(3));
        let answer = span.start + span.end;
        arena.reset();
        answer
    })
}
// ANCHOR_END: caller

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reference into an arena made beforehand", prepared(prepare))
        .answers(|_| crate::ENDS)
        .exact(|_| declaration::Exact::NONE)
        .without_size();
