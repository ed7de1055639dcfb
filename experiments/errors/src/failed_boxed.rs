//! A large error in a box, and a failure: one block, and `?` copies its address.

use crate::happy_boxed::third;
use crate::work::failed;
use std::hint::black_box;

// ANCHOR: run
/// Hands one failure up through three functions.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        16 => failed(third::<2>(black_box(0))),
        128 => failed(third::<16>(black_box(0))),
        _ => failed(third::<128>(black_box(0))),
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a call that fails, the error in a box", sized(run))
        .answers(|_| crate::work::FAILED)
        .exact(|size| declaration::Exact::once(size as u64))
        .against("failed_in_place");
