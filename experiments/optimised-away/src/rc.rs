//! An `Rc` that never leaves its function.
//! Its last owner is dropped by `Rc::drop_slow`, which the standard library marks `#[inline(never)]`: the address leaves the
//! function.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// An `Rc`, read.
#[inline(never)]
pub fn run() -> u64 {
    let shared = Rc::new(black_box(60)); // heap: 1
    *shared + 1
}
// ANCHOR_END: run

// Two counters stand before the value.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an `Rc`, read", run).answers(|_| 61).exact(|_| declaration::Exact::once(8 + 8 + 8));
