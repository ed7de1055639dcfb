//! By callback: each match is handed to a closure as it is found, and is kept nowhere.
//!
//! Nothing is allocated, whatever the number of matches, and no memory is written: what is left is the scan.
//! So this is what the others are compared with.

use crate::automaton::Automaton;
use crate::corpus::{self, Text, weight};
use declaration::Prepared;

// ANCHOR: scan
/// The sum of the weights of all matches.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8]) -> u64 {
    let mut sum = 0;
    automaton.for_each_match(text, |found| sum += weight(found)); // heap: none
    sum
}
// ANCHOR_END: scan

fn over(kind: Text, patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(kind, patterns));
    Box::new(move || scan(automaton, &text)) // heap: 1
}

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    over(Text::Common, patterns)
}

/// Searches the text of scattered words.
pub fn prepare_scattered(patterns: usize) -> Prepared {
    over(Text::Scattered, patterns)
}

/// Searches the text of near misses.
pub fn prepare_sparse(patterns: usize) -> Prepared {
    over(Text::Sparse, patterns)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a closure is called with each match", prepared(prepare))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("callback_sparse", "callback, few matches", prepared(prepare_sparse))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Sparse, patterns))
        .exact(|_| declaration::Exact::NONE)
        .against("callback_sparse");

pub(crate) static SCATTERED: declaration::Variant =
    declaration::variant!("callback_scattered", "callback, words from all over", prepared(prepare_scattered))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Scattered, patterns))
        .exact(|_| declaration::Exact::NONE);
