//! `into_iter`, `filter`, `map` and `collect` of a `Vec` work in the block of that `Vec`.
//!
//! The standard library does so where the new elements are no larger than the old ones and have the same alignment.

// ANCHOR: run
#[inline(never)]
fn halves(numbers: Vec<u64>) -> Vec<u64> {
    numbers.into_iter().filter(|number| number % 2 == 0).map(|number| number / 2).collect() // heap: elided
}

/// One block, made here; `halves` returns it.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = (0..100).collect(); // heap: 1
    halves(numbers).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`into_iter`, `filter`, `map`, `collect`", run)
    .answers(|_| 1_225)
    .exact(|_| declaration::Exact::once(800));
