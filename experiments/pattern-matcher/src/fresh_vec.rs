//! Into a new `Vec<Match>` a search, which is returned: one allocation, and a reallocation for each doubling.
//!
//! The caller owns the matches and passes nothing in. The number of calls grows with the logarithm of the number of matches.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;

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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("into a new Vec<Match>, which is returned", prepared(prepare))
        .at(&[1_000, 100_000])
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|patterns| doubling(crate::corpus::matches(crate::corpus::Text::Common, patterns)));

/// A block for 4 matches, doubled by reallocation until it holds them all.
fn doubling(matches: u64) -> declaration::Exact {
    let capacity = matches.next_power_of_two().max(4);
    declaration::Exact {
        reallocations: u64::from((capacity / 4).ilog2()),
        // 4 + 8 + ... + capacity
        requested_bytes: (2 * capacity - 4) * crate::MATCH,
        ..declaration::Exact::once(capacity * crate::MATCH)
    }
}
