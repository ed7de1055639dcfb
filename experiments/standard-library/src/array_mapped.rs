//! `map` of an array gives an array: the length is in the type, so there is nothing to allocate.

// ANCHOR: run
#[inline(never)]
fn squares(numbers: [u64; 8]) -> [u64; 8] {
    numbers.map(|number| number * number) // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    squares([1, 2, 3, 4, 5, 6, 7, 8]).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`map` of an array", run).answers(|_| 204).exact(|_| declaration::Exact::NONE);
