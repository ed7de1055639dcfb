//! Adapters are structs that hold the adapter before them: `zip`, `chunks`, `flat_map`, `filter` and `sum` allocate nothing.

// ANCHOR: run
#[inline(never)]
fn weighed(numbers: &[u64], weights: &[u64]) -> u64 {
    numbers
        .chunks(2)
        .zip(weights)
        .flat_map(|(pair, weight)| pair.iter().map(move |number| number * weight))
        .filter(|product| product % 2 == 0)
        .sum() // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    weighed(&[1, 2, 3, 4, 5, 6], &[10, 11, 12])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`chunks`, `zip`, `flat_map`, `filter`, `sum`", run)
        .answers(|_| 206)
        .exact(|_| declaration::Exact::NONE);
