//! An `Option<Box>` made under a condition, with a check before the `match`.
//! At the check the two ways meet, and from there on the address is the block's or the null pointer that stands for `None`.
//! An address with two origins is nothing that the optimiser follows, so the block stays.
//! With panics that abort, the check has no end of its own at which the box is dropped, and the block goes.

use std::hint::black_box;

// ANCHOR: run
/// A box under a condition, a check, and a `match`.
#[inline(never)]
pub fn run() -> u64 {
    let (number, limit) = (black_box(72_u64), black_box(1_000_u64));
    let found = (number > 3).then(|| Box::new(number)); // heap: 1
    assert!(limit > 100, "the limit is too low");
    match found {
        Some(boxed) => *boxed + limit,
        None => limit,
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an `Option<Box>` made under a condition, a check, matched", run)
        .answers(|_| 1072)
        .exact(|_| declaration::Exact::once(8));
