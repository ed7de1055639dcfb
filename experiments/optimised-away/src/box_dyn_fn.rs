//! A `Box<dyn Fn>` made and called in one place.
//! The optimiser knows which closure is behind the vtable, makes the call direct, inlines it, and removes the box.

use std::hint::black_box;

// ANCHOR: run
/// A closure in a `Box<dyn Fn>`, called.
#[inline(never)]
pub fn run() -> u64 {
    let number = black_box(9);
    let add: Box<dyn Fn(u64) -> u64> = Box::new(move |other| number + other); // heap: elided
    add(1) // heap: elided
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a closure in a `Box<dyn Fn>`, called", run)
    .answers(|_| 10)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
