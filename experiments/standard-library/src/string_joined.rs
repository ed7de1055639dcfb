//! `join` and `concat` add up the lengths first, so each makes one block of the right size.

// ANCHOR: run
#[inline(never)]
fn joined(words: &[&str]) -> [String; 2] {
    [words.join(", "), words.concat()] // heap: 2
}

/// Two blocks: one for each text.
#[inline(never)]
pub fn run() -> u64 {
    joined(&["salt", "pepper", "oil"]).iter().map(|text| text.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`join` and `concat` of 3 words", run)
    .answers(|_| 30)
    .exact(|_| declaration::Exact::together(2, 17 + 13));
