//! A `VecDeque` grows as a `Vec` does, and then moves the part of the ring that is in the wrong place.

use std::collections::VecDeque;

// ANCHOR: run
/// One block for 4 elements, reallocated for 8.
#[inline(never)]
pub fn run() -> u64 {
    let mut queue = VecDeque::new();
    for number in 0..5_u64 {
        queue.push_front(number); // heap: may
    }
    queue.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`VecDeque`, 5 pushed, no capacity asked for", run)
        .answers(|_| 10)
        .exact(|_| crate::doubled(32, 1));
