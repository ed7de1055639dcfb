//! A list of `String`s, and `concat` of it.

use crate::work::{WORDS, read_text};

// ANCHOR: run
/// Makes a list of the words in upper case, and one text of it.
#[inline(never)]
pub fn run() -> u64 {
    let words: Vec<String> = WORDS.iter().map(|word| word.to_ascii_uppercase() + " ").collect(); // heap: 2, may
    read_text(&words.concat()) // heap: 1, may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("map(to_uppercase).collect::<Vec<_>>().concat()", run)
        .answers(|_| crate::work::text_answer())
        .exact(|_| crate::TEXT_JOINED)
        .against("text_pushed");
