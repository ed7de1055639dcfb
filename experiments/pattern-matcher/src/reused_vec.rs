//! Into the caller's `Vec<Match>`, which is cleared and filled again: no allocation once it has room for the most matches it meets.
//!
//! The matches are values, one behind the other in one block, and stay there after the search.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;

// ANCHOR: scan
/// Puts all matches into `found`, in place of what it held.
#[inline(never)]
pub fn find_all(automaton: &Automaton, text: &[u8], found: &mut Vec<Match>) {
    found.clear();
    automaton.for_each_match(text, |one| found.push(one)); // heap: may
}
// ANCHOR_END: scan

fn over(kind: Text, patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(kind, patterns));
    let mut found = Vec::new();
    Box::new(move || {
        // heap: 1
        find_all(automaton, &text, &mut found);
        found.iter().copied().map(weight).sum()
    })
}

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    over(Text::Common, patterns)
}

/// Searches the text of near misses.
pub fn prepare_sparse(patterns: usize) -> Prepared {
    over(Text::Sparse, patterns)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("into a Vec<Match>, cleared and filled again", prepared(prepare))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);
