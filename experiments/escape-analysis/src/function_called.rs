//! A reference is lent to a function that comes in a variable.

use std::hint::black_box;

// ANCHOR: run
/// A function that changes a number, and cannot keep its address.
pub type Operation = fn(&mut u64);

const OPERATIONS: [Operation; 1] = [|n| *n += 2];

/// Lends a number to a function that nobody knows here.
#[inline(never)]
pub fn run() -> u64 {
    let mut n = 40_u64;
    let operation = black_box(OPERATIONS)[0];
    operation(&mut n); // heap: unknown
    n
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a function in a variable", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
