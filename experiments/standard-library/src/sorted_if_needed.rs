//! `is_sorted` first: it looks at the elements and makes nothing, so what is in order already costs no block.

// ANCHOR: run
#[inline(never)]
fn middle(numbers: &mut [u64]) -> u64 {
    if !numbers.is_sorted() {
        numbers.sort(); // heap: may
    }
    numbers[numbers.len() / 2]
}

/// No block, for 1009 numbers in order.
#[inline(never)]
pub fn run() -> u64 {
    middle(&mut std::array::from_fn::<u64, 1009, _>(|index| index as u64))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`is_sorted`, then `sort`, of 1009 in order", run)
        .answers(|_| 504)
        .exact(|_| declaration::Exact::NONE);
