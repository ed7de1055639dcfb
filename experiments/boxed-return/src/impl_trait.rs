//! A closure is returned as `impl Fn`: no allocation in any profile.
//!
//! `impl Fn` is one concrete type whose name is not told. Its size is known, so it is returned as any other value is.

use std::hint::black_box;

// ANCHOR: constructor
/// Turns a column of this line into an offset in the file.
#[inline(never)]
fn offsets_in(line: u64) -> impl Fn(u64) -> u64 {
    let (start, end) = (line * 80, line * 80 + 80);
    move |column| (start + column).min(end) // heap: none
}
// ANCHOR_END: constructor

/// Gets the closure and calls it once.
///
/// Line and column are opaque: with constants, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let offset = offsets_in(black_box(3));
    offset(black_box(79))
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a closure is returned as impl Fn", run)
    .answers(|_| crate::OFFSET)
    .exact(|_| declaration::Exact::NONE)
    .against("impl_trait");
