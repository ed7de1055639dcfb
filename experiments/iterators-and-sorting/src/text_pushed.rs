//! One `String` with room, and each word pushed into it.

use crate::work::{WORDS, read_text};
use declaration::Exact;

// ANCHOR: run
/// Joins the words in upper case, letter by letter.
#[inline(never)]
pub fn run() -> u64 {
    let mut text = String::with_capacity(crate::TEXT as usize); // heap: 1
    for word in WORDS {
        text.extend(word.chars().map(|letter| letter.to_ascii_uppercase())); // heap: may
        text.push(' '); // heap: may
    }
    read_text(&text)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String::with_capacity(), push_str()", run)
    .answers(|_| crate::work::text_answer())
    .exact(|_| Exact::once(crate::TEXT))
    .against("text_pushed");
