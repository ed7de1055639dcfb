//! The work of most variants: make a `Vec` of the numbers below a size, then add them up.
//!
//! This is the one part of the chapter that is shared: every variant ends in the same compiled sum,
//! so what differs between two variants is how the numbers got there.

/// The sum of the numbers.
///
/// Not inlined: the optimiser cannot replace the elements by what it knows of them, so they must exist.
#[inline(never)]
pub fn sum(numbers: &[u64]) -> u64 {
    numbers.iter().sum()
}

/// The sum of the numbers below `size`, computed without a `Vec`.
pub fn answer(size: usize) -> u64 {
    let size = size as u64;
    size * size.saturating_sub(1) / 2
}
