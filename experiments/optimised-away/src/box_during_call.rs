//! A call that may panic, while a box is alive.
//! If it unwinds, the box must be freed on that way too; both ways out are removed.

use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn refuse_zero(number: u64) {
    assert!(number != 0);
}

/// A box, alive during a call that may panic.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(12)); // heap: elided
    refuse_zero(black_box(1));
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box, alive during a call that may panic", run)
        .answers(|_| 13)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
