//! A list of buffers of 1 MiB.

// ANCHOR: make
use crate::work::LARGE;

/// Fills the buffers: each is a block of its own.
#[inline(never)]
pub fn make(bytes: usize) -> Vec<Vec<u8>> {
    (0..bytes / LARGE).map(|_| vec![b'l'; LARGE]).collect() // heap: 2
}
// ANCHOR_END: make

/// Makes them, reads them and drops them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    let buffers = make(crate::work::bytes(mebibytes));
    buffers.iter().map(|buffer| crate::work::ends(buffer)).sum()
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("buffers of 1 MiB", sized(run))
    .answers(|mebibytes| mebibytes as u64 * (LARGE as u64 + 2 * u64::from(b'l')))
    .exact(|mebibytes| crate::listed(mebibytes, crate::work::bytes(mebibytes) as u64));
