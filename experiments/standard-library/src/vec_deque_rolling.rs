//! A queue that never holds more than its capacity goes round in its block for ever.

use std::collections::VecDeque;

// ANCHOR: run
/// One block, for 100 elements that pass through room for 4.
#[inline(never)]
pub fn run() -> u64 {
    let mut queue = VecDeque::with_capacity(4); // heap: 1
    let mut sum = 0;
    for number in 0..100_u64 {
        if queue.len() == 4 {
            sum += queue.pop_front().unwrap_or(0);
        }
        queue.push_back(number); // heap: may
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 numbers through a `VecDeque` of 4", run)
    .answers(|_| 4_560)
    .exact(|_| declaration::Exact::once(32));
