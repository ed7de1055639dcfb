//! `SmallVec<[u64; 8]>`: eight numbers in the frame, and the ninth moves them all to the heap.
//!
//! What Go does for `make([]int, 0, 8)`, written into the type.
//! The first block of the heap has room for sixteen, because the capacity doubles from the inline one.

use crate::work::sum;
use smallvec::SmallVec;

// ANCHOR: run
/// Pushes the numbers into a `SmallVec` with room for eight in the frame.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = SmallVec::<[u64; 8]>::new();
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("SmallVec<[u64; 8]>, a push an element", sized(run))
        .at(&[8, 9, 1_000])
        .answers(crate::work::answer)
        .exact(|size| if size > 8 { crate::grown(crate::WORD, 16, size) } else { declaration::Exact::NONE });
