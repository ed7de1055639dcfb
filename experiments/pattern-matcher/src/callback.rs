//! By callback: each match is handed to a closure as it is found, and is kept nowhere.
//!
//! Nothing is allocated, whatever the number of matches, and no memory is written: what is left is the scan.
//! So this is what the others are compared with.

use crate::automaton::Automaton;
use crate::corpus::{self, Text, weight};
use instruments::Prepared;

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
