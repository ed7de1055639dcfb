//! A number of the function is kept by the program: the number itself is, in a static.

use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

// ANCHOR: run
/// What the program keeps.
static KEPT: AtomicU64 = AtomicU64::new(0);

/// Keeps one of two numbers.
#[inline(never)]
pub fn run() -> u64 {
    let (low, high) = (black_box(40_u64), black_box(2_u64));
    let (p, q) = (&low, &high);
    let r = &q;
    KEPT.store(**r, Relaxed);
    *p + KEPT.load(Relaxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the number is kept", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
