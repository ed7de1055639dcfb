//! By iterator: the caller asks for the next match, and the search goes on from where it was.
//!
//! Nothing is allocated: where the search stands is the iterator's own value, an automaton's and a text's address and three numbers.
//! The caller may stop, interleave two searches, or use any adaptor.

use crate::automaton::Automaton;
use crate::corpus::{self, Text, weight};
use declaration::Prepared;

// ANCHOR: scan
/// The sum of the weights of all matches.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8]) -> u64 {
    automaton.matches(text).map(weight).sum() // heap: none
}
// ANCHOR_END: scan

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    Box::new(move || scan(automaton, &text)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the caller asks for the next match", prepared(prepare))
        .at(&[1_000, 100_000])
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);
