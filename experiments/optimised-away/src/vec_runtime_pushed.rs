//! Room for a number of elements known only at run time, and as many pushes.
//! Each push asks whether the block is full, and calls `RawVec::grow_one` with the address of the `Vec` if it is.
//! The optimiser does not find out that this never happens, so the call is left, and the block stays.

use std::hint::black_box;

// ANCHOR: run
/// `Vec::with_capacity(n)` and `n` pushes.
#[inline(never)]
pub fn run() -> u64 {
    let length = black_box(81_usize);
    if length == 0 {
        return 0;
    }
    let mut numbers = Vec::with_capacity(length); // heap: 1
    for number in 0..length as u64 {
        numbers.push(number); // heap: may
    }
    numbers.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`with_capacity(n)` and `n` pushes, `n` not 0, the length", run)
        .answers(|_| 81)
        .exact(|_| declaration::Exact::once(648));
