//! `ArrayVec<u64, 8>`: eight numbers in the frame, and the ninth is given back.
//!
//! No count of elements makes it allocate. `push` would panic on the ninth; `try_push` returns it in the error, so nothing is lost.

use crate::work::sum;
use arrayvec::ArrayVec;

// ANCHOR: run
/// Pushes the numbers while there is room, and adds up on its own those that are given back.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = ArrayVec::<u64, 8>::new();
    let mut given_back = 0;
    for number in 0..size as u64 {
        if let Err(full) = numbers.try_push(number) {
            given_back += full.element();
        }
    }
    sum(&numbers) + given_back
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("ArrayVec<u64, 8>, a try_push an element", sized(run))
        .at(&[8, 9])
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE);
