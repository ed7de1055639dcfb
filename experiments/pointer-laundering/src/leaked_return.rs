//! Way out, at a price: a reference that lives for ever, to a block that is never freed.
//!
//! `Box::leak` gives an honest `&'static`, which no lifetime contradicts. Each call leaves a block behind, as `end_bytes` says;
//! that is right for what is made once, and a leak for what is made again and again.

// ANCHOR: leaked_return
// Not inlined, so that the reference really crosses a call; the optimiser removes a leaked
// box whose whole life it sees.
#[inline(never)]
fn squares() -> &'static [u64; 4] {
    Box::leak(Box::new([1, 4, 9, 16])) // heap: 1
}

/// Sums numbers that another function made and leaked.
#[inline(never)]
pub fn run() -> u64 {
    squares().iter().sum()
}
// ANCHOR_END: leaked_return

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reference to a leaked array is returned", run)
        .against(declaration::ITSELF)
        .answers(|_| 30)
        .untimed("each call leaves its block behind, and timing takes many calls")
        .exact(|_| declaration::Exact { deallocations: 0, end_bytes: 32, ..declaration::Exact::once(32) });
