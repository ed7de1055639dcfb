//! `to_string` of an integer and of a `char`: a block each, and no formatting machinery that allocates more.

// ANCHOR: run
#[inline(never)]
fn written(number: u64, letter: char) -> [String; 2] {
    [number.to_string(), letter.to_string()] // heap: 2
}

/// Two blocks.
#[inline(never)]
pub fn run() -> u64 {
    written(1234, 'é').iter().map(|text| text.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`to_string` of an integer and a `char`", run)
    .answers(|_| 6)
    .exact(|_| declaration::Exact::together(2, 4 + 2));
