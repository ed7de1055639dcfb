//! An `Rc` that is taken apart by `Rc::try_unwrap` instead of dropped, so `drop_slow` is not called.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// An `Rc`, taken apart by `try_unwrap`.
#[inline(never)]
pub fn run() -> u64 {
    let shared = Rc::new(black_box(61)); // heap: elided
    Rc::try_unwrap(shared).map_or(0, |number| number + 1)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an `Rc`, taken apart by `try_unwrap`", run)
    .answers(|_| 62)
    .debug(|_| declaration::Exact::once(8 + 8 + 8))
    .release(|_| declaration::Exact::NONE);
