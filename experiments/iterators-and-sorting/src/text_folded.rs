//! `format!` in a `fold` makes the whole text again for each word.

use crate::work::{WORDS, read_text};

// ANCHOR: run
/// Makes the text so far again for each word.
#[inline(never)]
pub fn run() -> u64 {
    let text = WORDS.iter().fold(String::new(), |text, word| format!("{text}{} ", word.to_ascii_uppercase())); // heap: 1, may
    read_text(&text)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("fold() with format!()", run)
    .answers(|_| crate::work::text_answer())
    .exact(|_| crate::TEXT_FOLDED)
    .against("text_pushed");
