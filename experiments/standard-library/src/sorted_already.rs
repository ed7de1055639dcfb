//! A stable sort of what is in order already makes its block all the same: the scratch space is made before the elements are looked at.

// ANCHOR: run
#[inline(never)]
fn third(numbers: &mut [u64]) -> u64 {
    numbers.sort(); // heap: may
    numbers[numbers.len() / 3]
}

/// One block, for 1009 numbers in order.
#[inline(never)]
pub fn run() -> u64 {
    third(&mut std::array::from_fn::<u64, 1009, _>(|index| index as u64))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`sort` of 1009 in order already", run)
    .answers(|_| 336)
    .exact(|_| declaration::Exact::once(8 * 1009));
