//! Growth at the boundary: the element after the last that fits doubles the block.

// ANCHOR: run
/// One block for 4 elements, reallocated for 8 by the fifth.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(4); // heap: 1
    numbers.extend([1_u64, 2, 3, 4]); // heap: elided
    numbers.push(5); // heap: may
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("capacity for 4, a fifth pushed", run).answers(|_| 15).exact(|_| crate::doubled(32, 1));
