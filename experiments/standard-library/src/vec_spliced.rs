//! `splice` with more elements than it replaces grows the block.
//!
//! The array says how many elements it still has, so room for them is made in one step.

// ANCHOR: run
/// One block for 4 elements, reallocated for 8.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::from([1_u64, 2, 3, 4]); // heap: 1
    let replaced: u64 = numbers.splice(1..3, [7, 8, 9, 10]).sum(); // heap: 1, may
    replaced + numbers.iter().sum::<u64>()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`splice`: 4 numbers in place of 2", run).answers(|_| 44).exact(|_| crate::doubled(32, 1));
