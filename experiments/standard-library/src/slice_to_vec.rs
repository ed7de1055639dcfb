//! `to_vec` copies a slice into a block of its own.

// ANCHOR: run
#[inline(never)]
fn owned(numbers: &[u64]) -> Vec<u64> {
    numbers.to_vec() // heap: 1
}

/// One block for 5 numbers.
#[inline(never)]
pub fn run() -> u64 {
    owned(&[1, 2, 3, 4, 5]).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a slice's `to_vec`", run).answers(|_| 15).exact(|_| declaration::Exact::once(5 * 8));
