//! The program keeps an address, so the number is in a box, and the source says so.

use std::hint::black_box;
use std::sync::Mutex;

// ANCHOR: run
/// What the program keeps.
static KEPT: Mutex<Option<Box<u64>>> = Mutex::new(None);

/// Keeps the box of one of two numbers, reads it, and lets it go.
#[inline(never)]
pub fn run() -> u64 {
    let (low, high) = (black_box(40_u64), Box::new(black_box(2_u64))); // heap: 1
    let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let sum = low + **kept.insert(high);
    *kept = None;
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box is kept", run).answers(|_| 42).exact(|_| declaration::Exact::once(8));
