//! A boxed closure: the block holds what the closure captures.
//!
//! `adder` is not inlined, so the closure leaves the function that made it.

// ANCHOR: run
#[inline(never)]
fn adder(amount: u64) -> Box<dyn Fn(u64) -> u64> {
    Box::new(move |value| value + amount) // heap: 1
}

/// One block of a word: `amount`.
#[inline(never)]
pub fn run() -> u64 {
    adder(1)(41) // heap: elided
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Box<dyn Fn>`, the closure captures a number", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::once(8));
