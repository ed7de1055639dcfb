//! A large error in the `Result` itself, and a failure: `?` copies it from frame to frame.

use crate::happy_in_place::third;
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
    declaration::variant!("a call that fails, the error in the Result", sized(run))
        .answers(|_| crate::work::FAILED)
        .exact(|_| declaration::Exact::NONE)
        .against("failed_in_place");
