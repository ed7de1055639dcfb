//! Pushes onto an empty `Vec`: the first makes a block, and whenever it is full the next push doubles it.
//!
//! The first block has room for 4 elements of this size; 100 elements then take 5 doublings, to 128.

// ANCHOR: run
/// One block, reallocated at 4, 8, 16, 32 and 64 elements.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::new(); // heap: none
    for number in 0..100_u64 {
        numbers.push(number); // heap: may
    }
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 numbers pushed, no capacity asked for", run)
        .answers(|_| 4_950)
        .exact(|_| crate::doubled(32, 5));
