//! The same closure is returned as `Box<dyn Fn>`: one allocation in every profile.
//!
//! `dyn Fn` has no size that the caller knows, so it cannot be returned as itself; the box gives it one, two words.
//! That is what is bought: the function may return a different type on each path, which `impl Fn` cannot.

use std::hint::black_box;

// ANCHOR: constructor
/// Turns a column of this line into an offset in the file.
#[inline(never)]
fn offsets_in(line: u64) -> Box<dyn Fn(u64) -> u64> {
    let (start, end) = (line * 80, line * 80 + 80);
    Box::new(move |column| (start + column).min(end)) // heap: 1
}
// ANCHOR_END: constructor

/// Gets the closure, calls it once through its table of functions, and frees it.
///
/// Line and column are opaque: with constants, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let offset = offsets_in(black_box(3));
    offset(black_box(79)) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the closure is returned as Box<dyn Fn>", run)
    .answers(|_| crate::OFFSET)
    .exact(|_| declaration::Exact::once(crate::SPAN))
    .against("impl_trait");
