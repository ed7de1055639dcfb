//! `sort_by_cached_key` keeps every key beside its index in a block of its own.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    numbers.sort_by_cached_key(|number| number * 50 % 101); // heap: 1
    numbers[numbers.len() / 2]
}

/// One block: 101 keys, each with its index.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 101, _>(|index| index as u64))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`sort_by_cached_key` of 101", run)
    .answers(|_| 1)
    .exact(|_| declaration::Exact::once(101 * 16));
