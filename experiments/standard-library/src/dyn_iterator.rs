//! An iterator behind `Box<dyn Iterator>`: the block holds the whole chain of adapters.
//!
//! Each `next` is a call through the vtable, and what is behind it cannot be seen from here.

// ANCHOR: run
#[inline(never)]
fn numbers(end: u64, only_even: bool) -> Box<dyn Iterator<Item = u64>> {
    if only_even { Box::new((0..end).filter(|number| number % 2 == 0)) } else { Box::new(0..end) } // heap: 1
}

/// One block for each of the two ranges.
#[inline(never)]
pub fn run() -> u64 {
    numbers(10, true).sum::<u64>() + numbers(10, false).sum::<u64>() // heap: unknown
}
// ANCHOR_END: run

// A range is two words, and the closure of the filter captures nothing.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Box<dyn Iterator>`, two ranges", run)
    .answers(|_| 65)
    .exact(|_| declaration::Exact::each(2, 16));
