//! A stable sort of more: its scratch space is a block as large as what is sorted.
//!
//! What is larger than 8 MB gets 8 MB, or half of its own size where that is more.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    numbers.sort(); // heap: may
    numbers[numbers.len() / 2]
}

/// One block, for 1009 numbers.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 1009, _>(|index| index as u64 * 37 % 1009))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`sort` of 1009", run).answers(|_| 504).exact(|_| declaration::Exact::once(8 * 1009));
