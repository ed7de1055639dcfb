//! Way out: return the value, not a reference to it.
//!
//! The function that would have needed a laundered reference gives its value away instead. The value is moved to the caller's frame.

// ANCHOR: owned_return
// Not inlined, so that the value really crosses a call.
#[inline(never)]
fn squares() -> [u64; 4] {
    [1, 4, 9, 16] // heap: none
}

/// Sums numbers that another function made.
#[inline(never)]
pub fn run() -> u64 {
    squares().iter().sum()
}
// ANCHOR_END: owned_return

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an array is returned by value", run)
    .against(declaration::ITSELF)
    .answers(|_| 30)
    .exact(|_| declaration::Exact::NONE);
