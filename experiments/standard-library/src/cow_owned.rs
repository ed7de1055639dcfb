//! `String::from_utf8_lossy` of text that is not valid makes a copy with replacement characters in it.

// ANCHOR: run
#[inline(never)]
fn characters(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().count() // heap: may
}

/// One block of the old length, reallocated because a replacement character is three bytes long.
#[inline(never)]
pub fn run() -> u64 {
    characters(b"salt \xFF pepper") as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`from_utf8_lossy` of text that is not valid", run)
        .answers(|_| 13)
        .exact(|_| crate::doubled(13, 1));
