//! `collect` into a `String` from a `String` a word.

use crate::work::{WORDS, read_text};

// ANCHOR: run
/// Makes each word in upper case, and collects them.
#[inline(never)]
pub fn run() -> u64 {
    let text: String = WORDS.iter().map(|word| word.to_ascii_uppercase() + " ").collect(); // heap: 1, may
    read_text(&text)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("map(to_uppercase).collect::<String>()", run)
    .answers(|_| crate::work::text_answer())
    .exact(|_| crate::TEXT_COLLECTED)
    .against("text_pushed");
