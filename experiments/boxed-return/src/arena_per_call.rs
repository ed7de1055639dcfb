//! An arena made for one value: one allocation, and a larger one than the box it stands for.
//!
//! An arena pays when many values share it. The first value makes it take a whole chunk.

use bumpalo::Bump;
use std::hint::black_box;

struct Span {
    start: u64,
    end: u64,
}

// ANCHOR: constructor
#[inline(never)]
fn span_of(arena: &Bump, line: u64) -> &Span {
    arena.alloc(Span { start: line * 80, end: line * 80 + 80 }) // heap: may
}
// ANCHOR_END: constructor

// ANCHOR: caller
/// Makes an arena, places one span in it, looks at both ends, and frees the arena.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let arena = Bump::new(); // heap: elided
    let span = span_of(&arena, black_box(3));
    span.start + span.end
}
// ANCHOR_END: caller

// bumpalo's first chunk: 512 bytes less the 16 that it expects malloc to add.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reference into an arena made for this one value", run)
        .answers(|_| crate::ENDS)
        .exact(|_| declaration::Exact::once(512 - 16));
