//! A `String` for each word of a text.

use crate::work::{WORDS, text, words};

// ANCHOR: run
/// Copies every word.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<String> = Vec::with_capacity(WORDS); // heap: 1
    for word in words(text()) {
        list.push(word.to_owned()); // heap: 1, may
    }
    list.iter().map(|word| word.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `String` for each word of a text", run)
    .answers(|_| crate::work::words_answer())
    .exact(|_| {
        declaration::Exact::together(1 + crate::WORDS, crate::WORDS * crate::HEADER + crate::work::words_answer())
    })
    .against("words");
