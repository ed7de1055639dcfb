//! Words consumed and mapped to arrays of eight bytes, which are as large: another alignment, so the new `Vec` gets a block of its own.
//!
//! A block is freed with the alignment it was made with, and that of the new elements is another.

// ANCHOR: run
/// Collects the bytes of each number.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = (0..size as u64).collect(); // heap: 1
    let bytes: Vec<[u8; 8]> = numbers.into_iter().map(u64::to_le_bytes).collect(); // heap: 1
    first_bytes(&bytes)
}

/// The sum of the first bytes. Not inlined, so the bytes must exist.
#[inline(never)]
fn first_bytes(bytes: &[[u8; 8]]) -> u64 {
    bytes.iter().map(|[first, ..]| u64::from(*first)).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, its elements' bytes collected", sized(run))
        .at(&[1_000])
        .answers(crate::low_bytes)
        .exact(|size| declaration::Exact::together(2, size as u64 * crate::WORD + size as u64 * crate::WORD))
        .against("collected_in_place");
