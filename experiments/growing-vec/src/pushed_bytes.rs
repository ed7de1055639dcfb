//! Elements of one byte: the first block has room for eight.

// ANCHOR: run
/// Pushes the low bytes of the numbers.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut bytes = Vec::new();
    for number in 0..size {
        bytes.push(number as u8); // heap: may
    }
    sum(&bytes)
}
// ANCHOR_END: run

/// Not inlined, so that the elements must exist.
#[inline(never)]
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().copied().map(u64::from).sum()
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::new(), a push for each u8", sized(run))
    .at(&[8, 9, 1_000])
    .against(declaration::ITSELF)
    .answers(crate::low_bytes)
    .exact(|size| crate::grown(1, 8, size));
