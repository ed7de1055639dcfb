//! A reference is lent to a method that is known.

use crate::method_called::{Add, two};
use std::hint::black_box;

// ANCHOR: run
/// Lends a number to a method of a type.
#[inline(never)]
pub fn run() -> u64 {
    let n = black_box(40_u64);
    two().add(&n)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a method of a type", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
