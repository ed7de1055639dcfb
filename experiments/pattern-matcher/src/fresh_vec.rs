//! Into a new `Vec<Match>` a search, which is returned: one allocation, and a reallocation for each doubling.
//!
//! The caller owns the matches and passes nothing in. The number of calls grows with the logarithm of the number of matches.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use instruments::Prepared;

// ANCHOR: scan
/// All matches.
#[inline(never)]
pub fn find_all(automaton: &Automaton, text: &[u8]) -> Vec<Match> {
    let mut found = Vec::new();
    automaton.for_each_match(text, |one| found.push(one)); // heap: may
    found
}
// ANCHOR_END: scan

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    Box::new(move || find_all(automaton, &text).into_iter().map(weight).sum()) // heap: 1
}
