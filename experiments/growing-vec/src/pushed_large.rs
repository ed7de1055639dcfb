//! Elements of 2000 bytes: the first block has room for one.
//!
//! Above 1024 bytes an element, room for more than was asked for is taken to cost more than a second growth would.

// ANCHOR: run
/// Pushes arrays of which every byte is the low byte of their number.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut arrays = Vec::new();
    for number in 0..size {
        arrays.push([number as u8; 2_000]); // heap: may
    }
    sum(&arrays)
}
// ANCHOR_END: run

/// The sum of the last bytes. Not inlined, so that the elements must exist.
#[inline(never)]
fn sum(arrays: &[[u8; 2_000]]) -> u64 {
    arrays.iter().map(|array| u64::from(array[1_999])).sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::new(), a push for each [u8; 2000]", sized(run))
        .at(&[4, 5, 9])
        .against(declaration::ITSELF)
        .answers(crate::low_bytes)
        .exact(|size| crate::grown(2_000, 1, size));
