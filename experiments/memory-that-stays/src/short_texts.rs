//! A list of texts of 100 bytes.

// ANCHOR: make
use crate::work::{SHORT, text};

/// Reads the texts: each is a block of its own.
#[inline(never)]
pub fn make(bytes: usize) -> Vec<String> {
    (0..bytes / SHORT).map(|_| text(SHORT).to_owned()).collect() // heap: 2
}
// ANCHOR_END: make

/// Makes them, reads them and drops them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    let texts = make(crate::work::bytes(mebibytes));
    texts.iter().map(|text| crate::work::ends(text.as_bytes())).sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a `String` for each text of 100 B", sized(run))
        .answers(|mebibytes| crate::work::texts_answer(mebibytes, SHORT))
        .exact(|mebibytes| crate::texts(mebibytes, crate::work::SHORT));
