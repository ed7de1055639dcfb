//! `Rc<[T]>` out of a `Vec<T>` takes a new block and frees the old one: the counters must stand before the elements.

use std::rc::Rc;

// ANCHOR: run
/// Two blocks: the `Vec`'s, and the one with room for two counters.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = Vec::from([20_u64, 21, 1]); // heap: 1
    let shared: Rc<[u64]> = Rc::from(numbers); // heap: 1
    shared.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Rc<[T]>` from a `Vec<T>`", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::together(2, 24 + (crate::COUNTERS + 24)));
