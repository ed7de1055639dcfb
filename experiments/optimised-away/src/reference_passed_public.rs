//! A reference into the box is given to a function that is not inlined and is public: another crate may call it, so it takes an
//! address, and at the address there must be a number.

use std::hint::black_box;

// ANCHOR: run
/// Public, so that it is called as it is declared.
#[inline(never)]
pub fn next(number: &u64) -> u64 {
    number + 1
}

/// `&boxed` passed to a public function.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(23)); // heap: 1
    next(&boxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`&boxed` passed to a public function", run)
    .answers(|_| 24)
    .exact(|_| declaration::Exact::once(8));
