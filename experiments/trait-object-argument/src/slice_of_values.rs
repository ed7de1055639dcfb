//! `Vec<u64>`, a vector made in each call: one allocation, for the elements, which are the numbers themselves.

// ANCHOR: slice
/// The sum of the numbers. Public and not inlined: the compiler can't follow the vector through it, so it must exist.
#[inline(never)]
pub fn total(values: &[u64]) -> u64 {
    values.iter().sum()
}

/// Stores one local number `items` times.
#[inline(never)]
pub fn run(items: usize) -> u64 {
    let local = items as u64;
    let mut values: Vec<u64> = Vec::with_capacity(items); // heap: 1
    for _ in 0..items {
        values.push(local); // heap: may
    }
    total(&values)
}
// ANCHOR_END: slice

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec<u64> a call", sized(run))
    .answers(|items| (items * items) as u64)
    .exact(|items| declaration::Exact::once(items as u64 * 8))
    .at(&[1, 3, 1000])
    .against(declaration::ITSELF);
