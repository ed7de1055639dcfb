//! An `Option<Box>` that is `Some` for certain, with a check before the `match`.
//! The check does no harm: whatever way the program takes, there is one box.

use std::hint::black_box;

// ANCHOR: run
/// A box in `Some`, a check, and a `match`.
#[inline(never)]
pub fn run() -> u64 {
    let (number, limit) = (black_box(71_u64), black_box(1_000_u64));
    let found = Some(Box::new(number)); // heap: elided
    assert!(limit > 100, "the limit is too low");
    match found {
        Some(boxed) => *boxed + limit,
        None => limit,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an `Option<Box>` that is `Some`, a check, matched", run)
        .answers(|_| 1071)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
