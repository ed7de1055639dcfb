//! Each of two numbers is returned in a `Box` of its own: two allocations in every profile.
//!
//! rustc never merges two allocations into one; whoever wants one block writes one type (see `boxed`).
//! Go merges exactly this case since version 1.25.

use std::hint::black_box;

// ANCHOR: constructor
#[inline(never)]
fn ends_of(line: u64) -> (Box<u64>, Box<u64>) {
    (Box::new(line * 80), Box::new(line * 80 + 80)) // heap: 2
}
// ANCHOR_END: constructor

/// Gets two boxes, looks into both, and frees them.
///
/// The line number is opaque: with a constant one, the optimiser would compute the answer
/// at compile time.
#[inline(never)]
pub fn run() -> u64 {
    let (start, end) = ends_of(black_box(3));
    *start + *end
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("each of the two numbers in a Box of its own", run)
        .answers(|_| crate::ENDS)
        .exact(|_| declaration::Exact::together(2, crate::SPAN));
