//! `split` borrows every part and allocates nothing; `collect` needs a block for the list of parts.
//!
//! How many parts there will be is not known beforehand, so the list starts with room for 4.

// ANCHOR: run
#[inline(never)]
fn parts(text: &str) -> Vec<&str> {
    text.split(' ').collect() // heap: 1, may
}

/// One block for 4 parts, reallocated for 8.
#[inline(never)]
pub fn run() -> u64 {
    parts("a bc def ghij klmno").iter().map(|part| part.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`split` and `collect`, 5 parts", run).answers(|_| 15).exact(|_| crate::doubled(4 * 16, 1));
