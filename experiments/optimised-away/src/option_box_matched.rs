//! An `Option<Box>` made under a condition and matched at once.
//! Nothing stands between the making and the `match`, so whoever made the box goes straight to the arm `Some`, and the box goes.

use std::hint::black_box;

// ANCHOR: run
/// A box under a condition, matched at once.
#[inline(never)]
pub fn run() -> u64 {
    let number = black_box(70_u64);
    let found = (number > 3).then(|| Box::new(number)); // heap: elided
    match found {
        Some(boxed) => *boxed + 1,
        None => 0,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an `Option<Box>` made under a condition, matched", run)
        .answers(|_| 71)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
