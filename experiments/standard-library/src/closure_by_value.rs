//! A closure passed by value is a struct of what it captures, passed as any struct.

// ANCHOR: run
#[inline(never)]
fn applied<F: Fn(u64) -> u64>(function: F, value: u64) -> u64 {
    function(function(value)) // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let step = 20;
    applied(|value| value + step, 2)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a closure passed to a generic function", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE);
