//! A list of texts of 200 bytes.

// ANCHOR: make
use crate::work::{LONG, text};

/// Reads the texts: each is a block of its own.
#[inline(never)]
pub fn make(bytes: usize) -> Vec<String> {
    (0..bytes / LONG).map(|_| text(LONG).to_owned()).collect() // heap: 2
}
// ANCHOR_END: make

/// Makes them, reads them and drops them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    let texts = make(crate::work::bytes(mebibytes));
    texts.iter().map(|text| crate::work::ends(text.as_bytes())).sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a `String` for each text of 200 B", sized(run))
        .answers(|mebibytes| crate::work::texts_answer(mebibytes, LONG))
        .exact(|mebibytes| crate::texts(mebibytes, crate::work::LONG));
