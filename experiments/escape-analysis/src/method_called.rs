//! A reference is lent to a method of a trait object.

use std::cell::Cell;
use std::hint::black_box;

// ANCHOR: run
/// Adds something to a number. Whoever implements it cannot keep the reference: its lifetime is only that of the call.
pub trait Add {
    /// The sum.
    fn add(&self, n: &u64) -> u64;
}

/// Adds two, and counts its calls.
pub struct Two(Cell<u64>);

impl Add for Two {
    fn add(&self, n: &u64) -> u64 {
        self.0.set(self.0.get() + 1);
        *n + 2
    }
}

/// Lends a number to a method that nobody knows here.
#[inline(never)]
pub fn run() -> u64 {
    let n = black_box(40_u64);
    let two = Two(Cell::new(0));
    let adder: &dyn Add = black_box(&two);
    adder.add(&n) // heap: unknown
}
// ANCHOR_END: run

/// The same struct for a call that is known.
pub fn two() -> Two {
    Two(Cell::new(0))
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a method of a trait object", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
