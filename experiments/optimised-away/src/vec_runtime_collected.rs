//! Words collected from a range whose length is known only at run time, and never read.
//! Each is written at the block's address plus its position, which is a use that the optimiser knows, so writes and block go.
//! Without the guard they would stay: the loop stands between the making and the end, as the check does in `vec_runtime_checked`.

use std::hint::black_box;

// ANCHOR: run
/// The length of a range, collected.
#[inline(never)]
pub fn run() -> u64 {
    let length = black_box(78_usize);
    if length == 0 {
        return 0;
    }
    let numbers: Vec<u64> = (0..length as u64).collect(); // heap: elided
    numbers.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("words collected from `0..n` where `n` is not 0, the length", run)
        .answers(|_| 78)
        .debug(|_| declaration::Exact::once(624))
        .release(|_| declaration::Exact::NONE);
