//! A `&str` for each word of the text.

use crate::work::{WORDS, text, words};

// ANCHOR: run
/// Borrows every word.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<&str> = Vec::with_capacity(WORDS); // heap: 1
    for word in words(text()) {
        list.push(word); // heap: may
    }
    list.iter().map(|word| word.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `&str` for each of them", run)
    .answers(|_| crate::work::words_answer())
    .exact(|_| declaration::Exact::once(crate::WORDS * crate::FAT))
    .against("words");
