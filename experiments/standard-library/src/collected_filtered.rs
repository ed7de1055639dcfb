//! `collect` after `filter`: how many elements will come is not known, so the `Vec` grows as if by `push`.

// ANCHOR: run
#[inline(never)]
fn even(count: u64) -> Vec<u64> {
    (0..count).filter(|number| number % 2 == 0).collect() // heap: 1, may
}

/// One block for 4 elements, reallocated for 8, 16, 32 and 64.
#[inline(never)]
pub fn run() -> u64 {
    even(100).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`collect` of 50 out of 100, length not known", run)
        .answers(|_| 2_450)
        .exact(|_| crate::doubled(32, 4));
