//! `extend_from_slice` grows once per call, however many elements come: to what is needed, or to twice the capacity if that is more.

// ANCHOR: run
/// One block for the first 10 elements, reallocated for 20 by the second 10.
#[inline(never)]
pub fn run() -> u64 {
    let tens = [10_u64; 10];
    let mut numbers = Vec::new();
    numbers.extend_from_slice(&tens); // heap: may
    numbers.extend_from_slice(&tens); // heap: may
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("10 numbers by `extend_from_slice`, twice", run)
        .answers(|_| 200)
        .exact(|_| crate::doubled(80, 1));
